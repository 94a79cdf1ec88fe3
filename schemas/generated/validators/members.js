// Generated from schemas/contracts by `npm run compile`. Do not edit.
export const declaredMembers = {
  "orders.order_placed": ["channel","country","currency","customer_id","email","lines","order_id","placed_at","quantity","shipping","sku","total","unit_price_minor"],
  "payments.payment_captured": ["amount","attempt","captured_at","currency","method","order_id","payment_id"],
  "payments.payment_failed": ["amount","attempt","currency","failed_at","method","order_id","payment_id","reason"],
  "usgs.earthquake": ["alert","cdi","code","coordinates","detail","dmin","felt","gap","geometry","id","ids","mag","magType","mmi","net","nst","place","properties","rms","sig","sources","status","time","title","tsunami","type","types","tz","updated","url"],
}
