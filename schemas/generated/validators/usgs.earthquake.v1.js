// Generated from schemas/contracts/usgs/earthquake.v1.yml by `npm run compile`. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["type","id","properties","geometry"],"properties":{"type":{"enum":["Feature"]},"id":{"type":"string","minLength":1,"maxLength":20},"properties":{"type":"object","required":["mag","place","time","updated","status","tsunami","sig","net","code","type"],"properties":{"mag":{"type":["number","null"],"minimum":-10,"maximum":10},"place":{"type":["string","null"],"maxLength":200},"time":{"type":"integer","minimum":-62135596800000,"maximum":253402300799999},"updated":{"type":"integer","minimum":-62135596800000,"maximum":253402300799999},"tz":{"type":["integer","null"],"minimum":-1200,"maximum":1200},"url":{"type":"string","maxLength":300},"detail":{"type":"string","maxLength":300},"felt":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"cdi":{"type":["number","null"],"minimum":0,"maximum":12},"mmi":{"type":["number","null"],"minimum":0,"maximum":12},"alert":{"enum":["green","yellow","orange","red",null]},"status":{"enum":["automatic","reviewed","deleted"]},"tsunami":{"type":"integer","enum":[0,1]},"sig":{"type":"integer","minimum":0,"maximum":10000},"net":{"type":"string","minLength":1,"maxLength":8},"code":{"type":"string","maxLength":20},"ids":{"type":"string","maxLength":1000},"sources":{"type":"string","maxLength":500},"types":{"type":"string","maxLength":2000},"nst":{"type":["integer","null"],"minimum":0,"maximum":9007199254740991},"dmin":{"type":["number","null"],"minimum":0},"rms":{"type":["number","null"],"minimum":0},"gap":{"type":["number","null"],"minimum":0,"maximum":360},"magType":{"type":["string","null"],"maxLength":20},"type":{"enum":["earthquake","explosion","quarry blast"]},"title":{"type":"string","maxLength":300}}},"geometry":{"type":"object","required":["type","coordinates"],"properties":{"type":{"enum":["Point"]},"coordinates":{"type":"array","minItems":3,"maxItems":3,"prefixItems":[{"type":"number","minimum":-180,"maximum":180},{"type":"number","minimum":-90,"maximum":90},{"type":"number","minimum":-100,"maximum":1000}]}}}}};
const func0 = Object.prototype.hasOwnProperty;
const func66 = (text) => { let length = 0; for (const _ of text) length += 1; return length };

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
if((data.type === undefined) || (!(func0.call(data, "type")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.id === undefined) || (!(func0.call(data, "id")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.properties === undefined) || (!(func0.call(data, "properties")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "properties"},message:"must have required property '"+"properties"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.geometry === undefined) || (!(func0.call(data, "geometry")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "geometry"},message:"must have required property '"+"geometry"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.type !== undefined && func0.call(data, "type")){
if(!(data.type === "Feature")){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema31.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data1 = data.id;
if(typeof data1 === "string"){
if(func66(data1) > 20){
const err5 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func66(data1) < 1){
const err6 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.properties !== undefined && func0.call(data, "properties")){
let data2 = data.properties;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if((data2.mag === undefined) || (!(func0.call(data2, "mag")))){
const err8 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "mag"},message:"must have required property '"+"mag"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((data2.place === undefined) || (!(func0.call(data2, "place")))){
const err9 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "place"},message:"must have required property '"+"place"+"'"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((data2.time === undefined) || (!(func0.call(data2, "time")))){
const err10 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "time"},message:"must have required property '"+"time"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((data2.updated === undefined) || (!(func0.call(data2, "updated")))){
const err11 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "updated"},message:"must have required property '"+"updated"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((data2.status === undefined) || (!(func0.call(data2, "status")))){
const err12 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "status"},message:"must have required property '"+"status"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((data2.tsunami === undefined) || (!(func0.call(data2, "tsunami")))){
const err13 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "tsunami"},message:"must have required property '"+"tsunami"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((data2.sig === undefined) || (!(func0.call(data2, "sig")))){
const err14 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "sig"},message:"must have required property '"+"sig"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((data2.net === undefined) || (!(func0.call(data2, "net")))){
const err15 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "net"},message:"must have required property '"+"net"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((data2.code === undefined) || (!(func0.call(data2, "code")))){
const err16 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((data2.type === undefined) || (!(func0.call(data2, "type")))){
const err17 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data2.mag !== undefined && func0.call(data2, "mag")){
let data3 = data2.mag;
if((!((typeof data3 == "number") && (isFinite(data3)))) && (data3 !== null)){
const err18 = {instancePath:instancePath+"/properties/mag",schemaPath:"#/properties/properties/properties/mag/type",keyword:"type",params:{type: schema31.properties.properties.properties.mag.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 10 || isNaN(data3)){
const err19 = {instancePath:instancePath+"/properties/mag",schemaPath:"#/properties/properties/properties/mag/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data3 < -10 || isNaN(data3)){
const err20 = {instancePath:instancePath+"/properties/mag",schemaPath:"#/properties/properties/properties/mag/minimum",keyword:"minimum",params:{comparison: ">=", limit: -10},message:"must be >= -10"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data2.place !== undefined && func0.call(data2, "place")){
let data4 = data2.place;
if((typeof data4 !== "string") && (data4 !== null)){
const err21 = {instancePath:instancePath+"/properties/place",schemaPath:"#/properties/properties/properties/place/type",keyword:"type",params:{type: schema31.properties.properties.properties.place.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(typeof data4 === "string"){
if(func66(data4) > 200){
const err22 = {instancePath:instancePath+"/properties/place",schemaPath:"#/properties/properties/properties/place/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data2.time !== undefined && func0.call(data2, "time")){
let data5 = data2.time;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err23 = {instancePath:instancePath+"/properties/time",schemaPath:"#/properties/properties/properties/time/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 253402300799999 || isNaN(data5)){
const err24 = {instancePath:instancePath+"/properties/time",schemaPath:"#/properties/properties/properties/time/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799999},message:"must be <= 253402300799999"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data5 < -62135596800000 || isNaN(data5)){
const err25 = {instancePath:instancePath+"/properties/time",schemaPath:"#/properties/properties/properties/time/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800000},message:"must be >= -62135596800000"};
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
if(data2.updated !== undefined && func0.call(data2, "updated")){
let data6 = data2.updated;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err26 = {instancePath:instancePath+"/properties/updated",schemaPath:"#/properties/properties/properties/updated/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 253402300799999 || isNaN(data6)){
const err27 = {instancePath:instancePath+"/properties/updated",schemaPath:"#/properties/properties/properties/updated/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799999},message:"must be <= 253402300799999"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data6 < -62135596800000 || isNaN(data6)){
const err28 = {instancePath:instancePath+"/properties/updated",schemaPath:"#/properties/properties/properties/updated/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800000},message:"must be >= -62135596800000"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
if(data2.tz !== undefined && func0.call(data2, "tz")){
let data7 = data2.tz;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (data7 !== null)){
const err29 = {instancePath:instancePath+"/properties/tz",schemaPath:"#/properties/properties/properties/tz/type",keyword:"type",params:{type: schema31.properties.properties.properties.tz.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1200 || isNaN(data7)){
const err30 = {instancePath:instancePath+"/properties/tz",schemaPath:"#/properties/properties/properties/tz/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1200},message:"must be <= 1200"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data7 < -1200 || isNaN(data7)){
const err31 = {instancePath:instancePath+"/properties/tz",schemaPath:"#/properties/properties/properties/tz/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1200},message:"must be >= -1200"};
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
if(data2.url !== undefined && func0.call(data2, "url")){
let data8 = data2.url;
if(typeof data8 === "string"){
if(func66(data8) > 300){
const err32 = {instancePath:instancePath+"/properties/url",schemaPath:"#/properties/properties/properties/url/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/properties/url",schemaPath:"#/properties/properties/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data2.detail !== undefined && func0.call(data2, "detail")){
let data9 = data2.detail;
if(typeof data9 === "string"){
if(func66(data9) > 300){
const err34 = {instancePath:instancePath+"/properties/detail",schemaPath:"#/properties/properties/properties/detail/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/properties/detail",schemaPath:"#/properties/properties/properties/detail/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data2.felt !== undefined && func0.call(data2, "felt")){
let data10 = data2.felt;
if((!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))) && (data10 !== null)){
const err36 = {instancePath:instancePath+"/properties/felt",schemaPath:"#/properties/properties/properties/felt/type",keyword:"type",params:{type: schema31.properties.properties.properties.felt.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 9007199254740991 || isNaN(data10)){
const err37 = {instancePath:instancePath+"/properties/felt",schemaPath:"#/properties/properties/properties/felt/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data10 < 0 || isNaN(data10)){
const err38 = {instancePath:instancePath+"/properties/felt",schemaPath:"#/properties/properties/properties/felt/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
if(data2.cdi !== undefined && func0.call(data2, "cdi")){
let data11 = data2.cdi;
if((!((typeof data11 == "number") && (isFinite(data11)))) && (data11 !== null)){
const err39 = {instancePath:instancePath+"/properties/cdi",schemaPath:"#/properties/properties/properties/cdi/type",keyword:"type",params:{type: schema31.properties.properties.properties.cdi.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 12 || isNaN(data11)){
const err40 = {instancePath:instancePath+"/properties/cdi",schemaPath:"#/properties/properties/properties/cdi/maximum",keyword:"maximum",params:{comparison: "<=", limit: 12},message:"must be <= 12"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data11 < 0 || isNaN(data11)){
const err41 = {instancePath:instancePath+"/properties/cdi",schemaPath:"#/properties/properties/properties/cdi/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
if(data2.mmi !== undefined && func0.call(data2, "mmi")){
let data12 = data2.mmi;
if((!((typeof data12 == "number") && (isFinite(data12)))) && (data12 !== null)){
const err42 = {instancePath:instancePath+"/properties/mmi",schemaPath:"#/properties/properties/properties/mmi/type",keyword:"type",params:{type: schema31.properties.properties.properties.mmi.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 12 || isNaN(data12)){
const err43 = {instancePath:instancePath+"/properties/mmi",schemaPath:"#/properties/properties/properties/mmi/maximum",keyword:"maximum",params:{comparison: "<=", limit: 12},message:"must be <= 12"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data12 < 0 || isNaN(data12)){
const err44 = {instancePath:instancePath+"/properties/mmi",schemaPath:"#/properties/properties/properties/mmi/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
if(data2.alert !== undefined && func0.call(data2, "alert")){
let data13 = data2.alert;
if(!(((((data13 === "green") || (data13 === "yellow")) || (data13 === "orange")) || (data13 === "red")) || (data13 === null))){
const err45 = {instancePath:instancePath+"/properties/alert",schemaPath:"#/properties/properties/properties/alert/enum",keyword:"enum",params:{allowedValues: schema31.properties.properties.properties.alert.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data2.status !== undefined && func0.call(data2, "status")){
let data14 = data2.status;
if(!(((data14 === "automatic") || (data14 === "reviewed")) || (data14 === "deleted"))){
const err46 = {instancePath:instancePath+"/properties/status",schemaPath:"#/properties/properties/properties/status/enum",keyword:"enum",params:{allowedValues: schema31.properties.properties.properties.status.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data2.tsunami !== undefined && func0.call(data2, "tsunami")){
let data15 = data2.tsunami;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err47 = {instancePath:instancePath+"/properties/tsunami",schemaPath:"#/properties/properties/properties/tsunami/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(!((data15 === 0) || (data15 === 1))){
const err48 = {instancePath:instancePath+"/properties/tsunami",schemaPath:"#/properties/properties/properties/tsunami/enum",keyword:"enum",params:{allowedValues: schema31.properties.properties.properties.tsunami.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data2.sig !== undefined && func0.call(data2, "sig")){
let data16 = data2.sig;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err49 = {instancePath:instancePath+"/properties/sig",schemaPath:"#/properties/properties/properties/sig/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 10000 || isNaN(data16)){
const err50 = {instancePath:instancePath+"/properties/sig",schemaPath:"#/properties/properties/properties/sig/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000},message:"must be <= 10000"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data16 < 0 || isNaN(data16)){
const err51 = {instancePath:instancePath+"/properties/sig",schemaPath:"#/properties/properties/properties/sig/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data2.net !== undefined && func0.call(data2, "net")){
let data17 = data2.net;
if(typeof data17 === "string"){
if(func66(data17) > 8){
const err52 = {instancePath:instancePath+"/properties/net",schemaPath:"#/properties/properties/properties/net/maxLength",keyword:"maxLength",params:{limit: 8},message:"must NOT have more than 8 characters"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(func66(data17) < 1){
const err53 = {instancePath:instancePath+"/properties/net",schemaPath:"#/properties/properties/properties/net/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/properties/net",schemaPath:"#/properties/properties/properties/net/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data2.code !== undefined && func0.call(data2, "code")){
let data18 = data2.code;
if(typeof data18 === "string"){
if(func66(data18) > 20){
const err55 = {instancePath:instancePath+"/properties/code",schemaPath:"#/properties/properties/properties/code/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters"};
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
const err56 = {instancePath:instancePath+"/properties/code",schemaPath:"#/properties/properties/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data2.ids !== undefined && func0.call(data2, "ids")){
let data19 = data2.ids;
if(typeof data19 === "string"){
if(func66(data19) > 1000){
const err57 = {instancePath:instancePath+"/properties/ids",schemaPath:"#/properties/properties/properties/ids/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/properties/ids",schemaPath:"#/properties/properties/properties/ids/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data2.sources !== undefined && func0.call(data2, "sources")){
let data20 = data2.sources;
if(typeof data20 === "string"){
if(func66(data20) > 500){
const err59 = {instancePath:instancePath+"/properties/sources",schemaPath:"#/properties/properties/properties/sources/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/properties/sources",schemaPath:"#/properties/properties/properties/sources/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data2.types !== undefined && func0.call(data2, "types")){
let data21 = data2.types;
if(typeof data21 === "string"){
if(func66(data21) > 2000){
const err61 = {instancePath:instancePath+"/properties/types",schemaPath:"#/properties/properties/properties/types/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"};
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
const err62 = {instancePath:instancePath+"/properties/types",schemaPath:"#/properties/properties/properties/types/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data2.nst !== undefined && func0.call(data2, "nst")){
let data22 = data2.nst;
if((!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))) && (data22 !== null)){
const err63 = {instancePath:instancePath+"/properties/nst",schemaPath:"#/properties/properties/properties/nst/type",keyword:"type",params:{type: schema31.properties.properties.properties.nst.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 9007199254740991 || isNaN(data22)){
const err64 = {instancePath:instancePath+"/properties/nst",schemaPath:"#/properties/properties/properties/nst/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data22 < 0 || isNaN(data22)){
const err65 = {instancePath:instancePath+"/properties/nst",schemaPath:"#/properties/properties/properties/nst/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
if(data2.dmin !== undefined && func0.call(data2, "dmin")){
let data23 = data2.dmin;
if((!((typeof data23 == "number") && (isFinite(data23)))) && (data23 !== null)){
const err66 = {instancePath:instancePath+"/properties/dmin",schemaPath:"#/properties/properties/properties/dmin/type",keyword:"type",params:{type: schema31.properties.properties.properties.dmin.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 < 0 || isNaN(data23)){
const err67 = {instancePath:instancePath+"/properties/dmin",schemaPath:"#/properties/properties/properties/dmin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
if(data2.rms !== undefined && func0.call(data2, "rms")){
let data24 = data2.rms;
if((!((typeof data24 == "number") && (isFinite(data24)))) && (data24 !== null)){
const err68 = {instancePath:instancePath+"/properties/rms",schemaPath:"#/properties/properties/properties/rms/type",keyword:"type",params:{type: schema31.properties.properties.properties.rms.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err69 = {instancePath:instancePath+"/properties/rms",schemaPath:"#/properties/properties/properties/rms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
}
if(data2.gap !== undefined && func0.call(data2, "gap")){
let data25 = data2.gap;
if((!((typeof data25 == "number") && (isFinite(data25)))) && (data25 !== null)){
const err70 = {instancePath:instancePath+"/properties/gap",schemaPath:"#/properties/properties/properties/gap/type",keyword:"type",params:{type: schema31.properties.properties.properties.gap.type},message:"must be number,null"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 360 || isNaN(data25)){
const err71 = {instancePath:instancePath+"/properties/gap",schemaPath:"#/properties/properties/properties/gap/maximum",keyword:"maximum",params:{comparison: "<=", limit: 360},message:"must be <= 360"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data25 < 0 || isNaN(data25)){
const err72 = {instancePath:instancePath+"/properties/gap",schemaPath:"#/properties/properties/properties/gap/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data2.magType !== undefined && func0.call(data2, "magType")){
let data26 = data2.magType;
if((typeof data26 !== "string") && (data26 !== null)){
const err73 = {instancePath:instancePath+"/properties/magType",schemaPath:"#/properties/properties/properties/magType/type",keyword:"type",params:{type: schema31.properties.properties.properties.magType.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(typeof data26 === "string"){
if(func66(data26) > 20){
const err74 = {instancePath:instancePath+"/properties/magType",schemaPath:"#/properties/properties/properties/magType/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
if(data2.type !== undefined && func0.call(data2, "type")){
let data27 = data2.type;
if(!(((data27 === "earthquake") || (data27 === "explosion")) || (data27 === "quarry blast"))){
const err75 = {instancePath:instancePath+"/properties/type",schemaPath:"#/properties/properties/properties/type/enum",keyword:"enum",params:{allowedValues: schema31.properties.properties.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data2.title !== undefined && func0.call(data2, "title")){
let data28 = data2.title;
if(typeof data28 === "string"){
if(func66(data28) > 300){
const err76 = {instancePath:instancePath+"/properties/title",schemaPath:"#/properties/properties/properties/title/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/properties/title",schemaPath:"#/properties/properties/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/properties",schemaPath:"#/properties/properties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.geometry !== undefined && func0.call(data, "geometry")){
let data29 = data.geometry;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if((data29.type === undefined) || (!(func0.call(data29, "type")))){
const err79 = {instancePath:instancePath+"/geometry",schemaPath:"#/properties/geometry/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if((data29.coordinates === undefined) || (!(func0.call(data29, "coordinates")))){
const err80 = {instancePath:instancePath+"/geometry",schemaPath:"#/properties/geometry/required",keyword:"required",params:{missingProperty: "coordinates"},message:"must have required property '"+"coordinates"+"'"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(data29.type !== undefined && func0.call(data29, "type")){
if(!(data29.type === "Point")){
const err81 = {instancePath:instancePath+"/geometry/type",schemaPath:"#/properties/geometry/properties/type/enum",keyword:"enum",params:{allowedValues: schema31.properties.geometry.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data29.coordinates !== undefined && func0.call(data29, "coordinates")){
let data31 = data29.coordinates;
if(Array.isArray(data31)){
if(data31.length > 3){
const err82 = {instancePath:instancePath+"/geometry/coordinates",schemaPath:"#/properties/geometry/properties/coordinates/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data31.length < 3){
const err83 = {instancePath:instancePath+"/geometry/coordinates",schemaPath:"#/properties/geometry/properties/coordinates/minItems",keyword:"minItems",params:{limit: 3},message:"must NOT have fewer than 3 items"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
const len0 = data31.length;
if(len0 > 0){
let data32 = data31[0];
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 180 || isNaN(data32)){
const err84 = {instancePath:instancePath+"/geometry/coordinates/0",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 180},message:"must be <= 180"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data32 < -180 || isNaN(data32)){
const err85 = {instancePath:instancePath+"/geometry/coordinates/0",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: -180},message:"must be >= -180"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
else {
const err86 = {instancePath:instancePath+"/geometry/coordinates/0",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/0/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(len0 > 1){
let data33 = data31[1];
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 90 || isNaN(data33)){
const err87 = {instancePath:instancePath+"/geometry/coordinates/1",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/1/maximum",keyword:"maximum",params:{comparison: "<=", limit: 90},message:"must be <= 90"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data33 < -90 || isNaN(data33)){
const err88 = {instancePath:instancePath+"/geometry/coordinates/1",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: -90},message:"must be >= -90"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/geometry/coordinates/1",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/1/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(len0 > 2){
let data34 = data31[2];
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 1000 || isNaN(data34)){
const err90 = {instancePath:instancePath+"/geometry/coordinates/2",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/2/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(data34 < -100 || isNaN(data34)){
const err91 = {instancePath:instancePath+"/geometry/coordinates/2",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/2/minimum",keyword:"minimum",params:{comparison: ">=", limit: -100},message:"must be >= -100"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
else {
const err92 = {instancePath:instancePath+"/geometry/coordinates/2",schemaPath:"#/properties/geometry/properties/coordinates/prefixItems/2/type",keyword:"type",params:{type: "number"},message:"must be number"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
else {
const err93 = {instancePath:instancePath+"/geometry/coordinates",schemaPath:"#/properties/geometry/properties/coordinates/type",keyword:"type",params:{type: "array"},message:"must be array"};
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
else {
const err94 = {instancePath:instancePath+"/geometry",schemaPath:"#/properties/geometry/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
}
else {
const err95 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"type":true,"id":true,"properties":true,"geometry":true},"dynamicProps":false,"dynamicItems":false};
