// Generated from schemas/contracts/github/push.v1.yml by `npm run compile`. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["delivery_id","ref","before","after","created","deleted","forced","commits","repository","sender"],"properties":{"delivery_id":{"type":"string","pattern":"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},"ref":{"type":"string","minLength":1,"maxLength":300},"before":{"type":"string","maxLength":40,"pattern":"^[0-9a-f]{40}$"},"after":{"type":"string","maxLength":40,"pattern":"^[0-9a-f]{40}$"},"created":{"type":"boolean"},"deleted":{"type":"boolean"},"forced":{"type":"boolean"},"base_ref":{"type":["string","null"],"maxLength":300},"head_commit":{"type":["object","null"],"properties":{"id":{"type":"string","maxLength":40,"pattern":"^[0-9a-f]{40}$"},"timestamp":{"type":"string","pattern":"^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"}}},"commits":{"type":"array","maxItems":2048,"items":{"type":"object","required":["id","timestamp","message","distinct"],"properties":{"id":{"type":"string","maxLength":40,"pattern":"^[0-9a-f]{40}$"},"tree_id":{"type":"string","maxLength":40},"timestamp":{"type":"string","pattern":"^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"},"message":{"type":"string","maxLength":4000},"distinct":{"type":"boolean"},"author":{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":200},"email":{"type":["string","null"],"maxLength":254},"username":{"type":"string","maxLength":100}}},"added":{"type":"array","items":{"type":"string","maxLength":4000}},"removed":{"type":"array","items":{"type":"string","maxLength":4000}},"modified":{"type":"array","items":{"type":"string","maxLength":4000}}}}},"repository":{"type":"object","required":["id","full_name"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"full_name":{"type":"string","minLength":3,"maxLength":200},"private":{"type":"boolean"},"default_branch":{"type":"string","maxLength":250},"language":{"type":["string","null"],"maxLength":60},"stargazers_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"open_issues_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"pushed_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"updated_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799}}},"sender":{"type":"object","required":["login"],"properties":{"login":{"type":"string","minLength":1,"maxLength":100},"type":{"type":"string","maxLength":40}}}}};
const func0 = Object.prototype.hasOwnProperty;
const func72 = (text) => { let length = 0; for (const _ of text) length += 1; return length };
const pattern4 = new RegExp("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", "u");
const pattern5 = new RegExp("^[0-9a-f]{40}$", "u");
const pattern8 = new RegExp("^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.delivery_id === undefined) || (!(func0.call(data, "delivery_id")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delivery_id"},message:"must have required property '"+"delivery_id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.ref === undefined) || (!(func0.call(data, "ref")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ref"},message:"must have required property '"+"ref"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.before === undefined) || (!(func0.call(data, "before")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "before"},message:"must have required property '"+"before"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.after === undefined) || (!(func0.call(data, "after")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "after"},message:"must have required property '"+"after"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data.created === undefined) || (!(func0.call(data, "created")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "created"},message:"must have required property '"+"created"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((data.deleted === undefined) || (!(func0.call(data, "deleted")))){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "deleted"},message:"must have required property '"+"deleted"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((data.forced === undefined) || (!(func0.call(data, "forced")))){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "forced"},message:"must have required property '"+"forced"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((data.commits === undefined) || (!(func0.call(data, "commits")))){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "commits"},message:"must have required property '"+"commits"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((data.repository === undefined) || (!(func0.call(data, "repository")))){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((data.sender === undefined) || (!(func0.call(data, "sender")))){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sender"},message:"must have required property '"+"sender"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.delivery_id !== undefined && func0.call(data, "delivery_id")){
let data0 = data.delivery_id;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err10 = {instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},message:"must match pattern \""+"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.ref !== undefined && func0.call(data, "ref")){
let data1 = data.ref;
if(typeof data1 === "string"){
if(func72(data1) > 300){
const err12 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(func72(data1) < 1){
const err13 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/ref",schemaPath:"#/properties/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.before !== undefined && func0.call(data, "before")){
let data2 = data.before;
if(typeof data2 === "string"){
if(func72(data2) > 40){
const err15 = {instancePath:instancePath+"/before",schemaPath:"#/properties/before/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!pattern5.test(data2)){
const err16 = {instancePath:instancePath+"/before",schemaPath:"#/properties/before/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{40}$"},message:"must match pattern \""+"^[0-9a-f]{40}$"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/before",schemaPath:"#/properties/before/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.after !== undefined && func0.call(data, "after")){
let data3 = data.after;
if(typeof data3 === "string"){
if(func72(data3) > 40){
const err18 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern5.test(data3)){
const err19 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{40}$"},message:"must match pattern \""+"^[0-9a-f]{40}$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.created !== undefined && func0.call(data, "created")){
if(typeof data.created !== "boolean"){
const err21 = {instancePath:instancePath+"/created",schemaPath:"#/properties/created/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.deleted !== undefined && func0.call(data, "deleted")){
if(typeof data.deleted !== "boolean"){
const err22 = {instancePath:instancePath+"/deleted",schemaPath:"#/properties/deleted/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.forced !== undefined && func0.call(data, "forced")){
if(typeof data.forced !== "boolean"){
const err23 = {instancePath:instancePath+"/forced",schemaPath:"#/properties/forced/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.base_ref !== undefined && func0.call(data, "base_ref")){
let data7 = data.base_ref;
if((typeof data7 !== "string") && (data7 !== null)){
const err24 = {instancePath:instancePath+"/base_ref",schemaPath:"#/properties/base_ref/type",keyword:"type",params:{type: schema31.properties.base_ref.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(typeof data7 === "string"){
if(func72(data7) > 300){
const err25 = {instancePath:instancePath+"/base_ref",schemaPath:"#/properties/base_ref/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
if(data.head_commit !== undefined && func0.call(data, "head_commit")){
let data8 = data.head_commit;
if((!(data8 && typeof data8 == "object" && !Array.isArray(data8))) && (data8 !== null)){
const err26 = {instancePath:instancePath+"/head_commit",schemaPath:"#/properties/head_commit/type",keyword:"type",params:{type: schema31.properties.head_commit.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.id !== undefined && func0.call(data8, "id")){
let data9 = data8.id;
if(typeof data9 === "string"){
if(func72(data9) > 40){
const err27 = {instancePath:instancePath+"/head_commit/id",schemaPath:"#/properties/head_commit/properties/id/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!pattern5.test(data9)){
const err28 = {instancePath:instancePath+"/head_commit/id",schemaPath:"#/properties/head_commit/properties/id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{40}$"},message:"must match pattern \""+"^[0-9a-f]{40}$"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/head_commit/id",schemaPath:"#/properties/head_commit/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data8.timestamp !== undefined && func0.call(data8, "timestamp")){
let data10 = data8.timestamp;
if(typeof data10 === "string"){
if(!pattern8.test(data10)){
const err30 = {instancePath:instancePath+"/head_commit/timestamp",schemaPath:"#/properties/head_commit/properties/timestamp/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"},message:"must match pattern \""+"^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/head_commit/timestamp",schemaPath:"#/properties/head_commit/properties/timestamp/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
if(data.commits !== undefined && func0.call(data, "commits")){
let data11 = data.commits;
if(Array.isArray(data11)){
if(data11.length > 2048){
const err32 = {instancePath:instancePath+"/commits",schemaPath:"#/properties/commits/maxItems",keyword:"maxItems",params:{limit: 2048},message:"must NOT have more than 2048 items"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
let data12 = data11[i0];
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if((data12.id === undefined) || (!(func0.call(data12, "id")))){
const err33 = {instancePath:instancePath+"/commits/" + i0,schemaPath:"#/properties/commits/items/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((data12.timestamp === undefined) || (!(func0.call(data12, "timestamp")))){
const err34 = {instancePath:instancePath+"/commits/" + i0,schemaPath:"#/properties/commits/items/required",keyword:"required",params:{missingProperty: "timestamp"},message:"must have required property '"+"timestamp"+"'"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((data12.message === undefined) || (!(func0.call(data12, "message")))){
const err35 = {instancePath:instancePath+"/commits/" + i0,schemaPath:"#/properties/commits/items/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((data12.distinct === undefined) || (!(func0.call(data12, "distinct")))){
const err36 = {instancePath:instancePath+"/commits/" + i0,schemaPath:"#/properties/commits/items/required",keyword:"required",params:{missingProperty: "distinct"},message:"must have required property '"+"distinct"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data12.id !== undefined && func0.call(data12, "id")){
let data13 = data12.id;
if(typeof data13 === "string"){
if(func72(data13) > 40){
const err37 = {instancePath:instancePath+"/commits/" + i0+"/id",schemaPath:"#/properties/commits/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!pattern5.test(data13)){
const err38 = {instancePath:instancePath+"/commits/" + i0+"/id",schemaPath:"#/properties/commits/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{40}$"},message:"must match pattern \""+"^[0-9a-f]{40}$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/commits/" + i0+"/id",schemaPath:"#/properties/commits/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data12.tree_id !== undefined && func0.call(data12, "tree_id")){
let data14 = data12.tree_id;
if(typeof data14 === "string"){
if(func72(data14) > 40){
const err40 = {instancePath:instancePath+"/commits/" + i0+"/tree_id",schemaPath:"#/properties/commits/items/properties/tree_id/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/commits/" + i0+"/tree_id",schemaPath:"#/properties/commits/items/properties/tree_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data12.timestamp !== undefined && func0.call(data12, "timestamp")){
let data15 = data12.timestamp;
if(typeof data15 === "string"){
if(!pattern8.test(data15)){
const err42 = {instancePath:instancePath+"/commits/" + i0+"/timestamp",schemaPath:"#/properties/commits/items/properties/timestamp/pattern",keyword:"pattern",params:{pattern: "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"},message:"must match pattern \""+"^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/commits/" + i0+"/timestamp",schemaPath:"#/properties/commits/items/properties/timestamp/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data12.message !== undefined && func0.call(data12, "message")){
let data16 = data12.message;
if(typeof data16 === "string"){
if(func72(data16) > 4000){
const err44 = {instancePath:instancePath+"/commits/" + i0+"/message",schemaPath:"#/properties/commits/items/properties/message/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/commits/" + i0+"/message",schemaPath:"#/properties/commits/items/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data12.distinct !== undefined && func0.call(data12, "distinct")){
if(typeof data12.distinct !== "boolean"){
const err46 = {instancePath:instancePath+"/commits/" + i0+"/distinct",schemaPath:"#/properties/commits/items/properties/distinct/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data12.author !== undefined && func0.call(data12, "author")){
let data18 = data12.author;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if((data18.name === undefined) || (!(func0.call(data18, "name")))){
const err47 = {instancePath:instancePath+"/commits/" + i0+"/author",schemaPath:"#/properties/commits/items/properties/author/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data18.name !== undefined && func0.call(data18, "name")){
let data19 = data18.name;
if(typeof data19 === "string"){
if(func72(data19) > 200){
const err48 = {instancePath:instancePath+"/commits/" + i0+"/author/name",schemaPath:"#/properties/commits/items/properties/author/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/commits/" + i0+"/author/name",schemaPath:"#/properties/commits/items/properties/author/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data18.email !== undefined && func0.call(data18, "email")){
let data20 = data18.email;
if((typeof data20 !== "string") && (data20 !== null)){
const err50 = {instancePath:instancePath+"/commits/" + i0+"/author/email",schemaPath:"#/properties/commits/items/properties/author/properties/email/type",keyword:"type",params:{type: schema31.properties.commits.items.properties.author.properties.email.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(typeof data20 === "string"){
if(func72(data20) > 254){
const err51 = {instancePath:instancePath+"/commits/" + i0+"/author/email",schemaPath:"#/properties/commits/items/properties/author/properties/email/maxLength",keyword:"maxLength",params:{limit: 254},message:"must NOT have more than 254 characters"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
if(data18.username !== undefined && func0.call(data18, "username")){
let data21 = data18.username;
if(typeof data21 === "string"){
if(func72(data21) > 100){
const err52 = {instancePath:instancePath+"/commits/" + i0+"/author/username",schemaPath:"#/properties/commits/items/properties/author/properties/username/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/commits/" + i0+"/author/username",schemaPath:"#/properties/commits/items/properties/author/properties/username/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath:instancePath+"/commits/" + i0+"/author",schemaPath:"#/properties/commits/items/properties/author/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data12.added !== undefined && func0.call(data12, "added")){
let data22 = data12.added;
if(Array.isArray(data22)){
const len1 = data22.length;
for(let i1=0; i1<len1; i1++){
let data23 = data22[i1];
if(typeof data23 === "string"){
if(func72(data23) > 4000){
const err55 = {instancePath:instancePath+"/commits/" + i0+"/added/" + i1,schemaPath:"#/properties/commits/items/properties/added/items/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/commits/" + i0+"/added/" + i1,schemaPath:"#/properties/commits/items/properties/added/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/commits/" + i0+"/added",schemaPath:"#/properties/commits/items/properties/added/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data12.removed !== undefined && func0.call(data12, "removed")){
let data24 = data12.removed;
if(Array.isArray(data24)){
const len2 = data24.length;
for(let i2=0; i2<len2; i2++){
let data25 = data24[i2];
if(typeof data25 === "string"){
if(func72(data25) > 4000){
const err58 = {instancePath:instancePath+"/commits/" + i0+"/removed/" + i2,schemaPath:"#/properties/commits/items/properties/removed/items/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/commits/" + i0+"/removed/" + i2,schemaPath:"#/properties/commits/items/properties/removed/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/commits/" + i0+"/removed",schemaPath:"#/properties/commits/items/properties/removed/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data12.modified !== undefined && func0.call(data12, "modified")){
let data26 = data12.modified;
if(Array.isArray(data26)){
const len3 = data26.length;
for(let i3=0; i3<len3; i3++){
let data27 = data26[i3];
if(typeof data27 === "string"){
if(func72(data27) > 4000){
const err61 = {instancePath:instancePath+"/commits/" + i0+"/modified/" + i3,schemaPath:"#/properties/commits/items/properties/modified/items/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
else {
const err62 = {instancePath:instancePath+"/commits/" + i0+"/modified/" + i3,schemaPath:"#/properties/commits/items/properties/modified/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/commits/" + i0+"/modified",schemaPath:"#/properties/commits/items/properties/modified/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/commits/" + i0,schemaPath:"#/properties/commits/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
else {
const err65 = {instancePath:instancePath+"/commits",schemaPath:"#/properties/commits/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.repository !== undefined && func0.call(data, "repository")){
let data28 = data.repository;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if((data28.id === undefined) || (!(func0.call(data28, "id")))){
const err66 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if((data28.full_name === undefined) || (!(func0.call(data28, "full_name")))){
const err67 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "full_name"},message:"must have required property '"+"full_name"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data28.id !== undefined && func0.call(data28, "id")){
let data29 = data28.id;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err68 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 9007199254740991 || isNaN(data29)){
const err69 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data29 < 1 || isNaN(data29)){
const err70 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data28.full_name !== undefined && func0.call(data28, "full_name")){
let data30 = data28.full_name;
if(typeof data30 === "string"){
if(func72(data30) > 200){
const err71 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(func72(data30) < 3){
const err72 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data28.private !== undefined && func0.call(data28, "private")){
if(typeof data28.private !== "boolean"){
const err74 = {instancePath:instancePath+"/repository/private",schemaPath:"#/properties/repository/properties/private/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data28.default_branch !== undefined && func0.call(data28, "default_branch")){
let data32 = data28.default_branch;
if(typeof data32 === "string"){
if(func72(data32) > 250){
const err75 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data28.language !== undefined && func0.call(data28, "language")){
let data33 = data28.language;
if((typeof data33 !== "string") && (data33 !== null)){
const err77 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/type",keyword:"type",params:{type: schema31.properties.repository.properties.language.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(typeof data33 === "string"){
if(func72(data33) > 60){
const err78 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
if(data28.stargazers_count !== undefined && func0.call(data28, "stargazers_count")){
let data34 = data28.stargazers_count;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err79 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 9007199254740991 || isNaN(data34)){
const err80 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data34 < 0 || isNaN(data34)){
const err81 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
}
if(data28.open_issues_count !== undefined && func0.call(data28, "open_issues_count")){
let data35 = data28.open_issues_count;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err82 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 9007199254740991 || isNaN(data35)){
const err83 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data35 < 0 || isNaN(data35)){
const err84 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
if(data28.created_at !== undefined && func0.call(data28, "created_at")){
let data36 = data28.created_at;
if((typeof data36 !== "string") && (!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36))))){
const err85 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.created_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 253402300799 || isNaN(data36)){
const err86 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data36 < -62135596800 || isNaN(data36)){
const err87 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
if(data28.pushed_at !== undefined && func0.call(data28, "pushed_at")){
let data37 = data28.pushed_at;
if((typeof data37 !== "string") && (!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37))))){
const err88 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.pushed_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 > 253402300799 || isNaN(data37)){
const err89 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if(data37 < -62135596800 || isNaN(data37)){
const err90 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
if(data28.updated_at !== undefined && func0.call(data28, "updated_at")){
let data38 = data28.updated_at;
if((typeof data38 !== "string") && (!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38))))){
const err91 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.updated_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 253402300799 || isNaN(data38)){
const err92 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data38 < -62135596800 || isNaN(data38)){
const err93 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
}
else {
const err94 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.sender !== undefined && func0.call(data, "sender")){
let data39 = data.sender;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if((data39.login === undefined) || (!(func0.call(data39, "login")))){
const err95 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data39.login !== undefined && func0.call(data39, "login")){
let data40 = data39.login;
if(typeof data40 === "string"){
if(func72(data40) > 100){
const err96 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(func72(data40) < 1){
const err97 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data39.type !== undefined && func0.call(data39, "type")){
let data41 = data39.type;
if(typeof data41 === "string"){
if(func72(data41) > 40){
const err99 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
}
else {
const err102 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"delivery_id":true,"ref":true,"before":true,"after":true,"created":true,"deleted":true,"forced":true,"base_ref":true,"head_commit":true,"commits":true,"repository":true,"sender":true},"dynamicProps":false,"dynamicItems":false};
