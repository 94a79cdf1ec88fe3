/** Request and response headers of S3 → members of the API. */

/** Stored with the object and given back. */
export const storedHeaders: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'content-disposition': 'ContentDisposition',
  'cache-control': 'CacheControl',
  expires: 'Expires',
  'x-amz-storage-class': 'StorageClass',
}

export const encryptionHeaders: Readonly<Record<string, string>> = {
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-bucket-key-enabled': 'BucketKeyEnabled',
}

export const checksumHeaders: Readonly<Record<string, string>> = {
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-crc32c': 'ChecksumCRC32C',
  'x-amz-checksum-crc64nvme': 'ChecksumCRC64NVME',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
}

export const requestHeaders: Readonly<Record<string, string>> = {
  ...storedHeaders,
  ...encryptionHeaders,
  ...checksumHeaders,
  range: 'Range',
  'if-match': 'IfMatch',
  'if-none-match': 'IfNoneMatch',
  'if-modified-since': 'IfModifiedSince',
  'if-unmodified-since': 'IfUnmodifiedSince',
  'content-md5': 'ContentMD5',
  'x-amz-trailer': 'Trailer',
  'x-amz-copy-source': 'CopySource',
  'x-amz-copy-source-if-match': 'CopySourceIfMatch',
  'x-amz-metadata-directive': 'MetadataDirective',
  'x-amz-checksum-mode': 'ChecksumMode',
  'x-amz-checksum-algorithm': 'ChecksumAlgorithm',
}

export const responseHeaders: Readonly<Record<string, string>> = {
  ...storedHeaders,
  ...encryptionHeaders,
  ...checksumHeaders,
  etag: 'ETag',
  'last-modified': 'LastModified',
  'content-length': 'ContentLength',
  'content-range': 'ContentRange',
  'accept-ranges': 'AcceptRanges',
  'x-amz-bucket-region': 'BucketRegion',
  'x-amz-checksum-type': 'ChecksumType',
  location: 'Location',
}

/** Asking for what this plane does not do must not pass in silence. */
export const refusedHeaders: readonly string[] = [
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-legal-hold',
  'x-amz-tagging',
  'x-amz-website-redirect-location',
  'x-amz-write-offset-bytes',
]
