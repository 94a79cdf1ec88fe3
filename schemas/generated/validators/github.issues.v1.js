// Generated from schemas/contracts/github/issues.v1.yml by `npm run compile`. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["delivery_id","action","issue","repository","sender"],"properties":{"delivery_id":{"type":"string","pattern":"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},"action":{"type":"string","minLength":1,"maxLength":40},"label":{"type":"object","properties":{"name":{"type":"string","maxLength":200}}},"issue":{"type":"object","required":["id","number","title","created_at","updated_at"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"number":{"type":"integer","minimum":1,"maximum":9007199254740991},"title":{"type":"string","maxLength":1024},"state":{"enum":["open","closed"]},"user":{"type":"object","properties":{"login":{"type":"string","maxLength":100}}},"comments":{"type":"integer","minimum":0,"maximum":9007199254740991},"locked":{"type":"boolean"},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"updated_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"closed_at":{"type":["string","integer","null"],"minimum":-62135596800,"maximum":253402300799},"labels":{"type":"array","items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":200}}}}}},"repository":{"type":"object","required":["id","full_name"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"full_name":{"type":"string","minLength":3,"maxLength":200},"private":{"type":"boolean"},"default_branch":{"type":"string","maxLength":250},"language":{"type":["string","null"],"maxLength":60},"stargazers_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"open_issues_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"pushed_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"updated_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799}}},"sender":{"type":"object","required":["login"],"properties":{"login":{"type":"string","minLength":1,"maxLength":100},"type":{"type":"string","maxLength":40}}}}};
const func0 = Object.prototype.hasOwnProperty;
const func67 = (text) => { let length = 0; for (const _ of text) length += 1; return length };
const pattern4 = new RegExp("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", "u");

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
if((data.action === undefined) || (!(func0.call(data, "action")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "action"},message:"must have required property '"+"action"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.issue === undefined) || (!(func0.call(data, "issue")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "issue"},message:"must have required property '"+"issue"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.repository === undefined) || (!(func0.call(data, "repository")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "repository"},message:"must have required property '"+"repository"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data.sender === undefined) || (!(func0.call(data, "sender")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "sender"},message:"must have required property '"+"sender"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.delivery_id !== undefined && func0.call(data, "delivery_id")){
let data0 = data.delivery_id;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err5 = {instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},message:"must match pattern \""+"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.action !== undefined && func0.call(data, "action")){
let data1 = data.action;
if(typeof data1 === "string"){
if(func67(data1) > 40){
const err7 = {instancePath:instancePath+"/action",schemaPath:"#/properties/action/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func67(data1) < 1){
const err8 = {instancePath:instancePath+"/action",schemaPath:"#/properties/action/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/action",schemaPath:"#/properties/action/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.label !== undefined && func0.call(data, "label")){
let data2 = data.label;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.name !== undefined && func0.call(data2, "name")){
let data3 = data2.name;
if(typeof data3 === "string"){
if(func67(data3) > 200){
const err10 = {instancePath:instancePath+"/label/name",schemaPath:"#/properties/label/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
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
const err11 = {instancePath:instancePath+"/label/name",schemaPath:"#/properties/label/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/label",schemaPath:"#/properties/label/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.issue !== undefined && func0.call(data, "issue")){
let data4 = data.issue;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if((data4.id === undefined) || (!(func0.call(data4, "id")))){
const err13 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((data4.number === undefined) || (!(func0.call(data4, "number")))){
const err14 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/required",keyword:"required",params:{missingProperty: "number"},message:"must have required property '"+"number"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((data4.title === undefined) || (!(func0.call(data4, "title")))){
const err15 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((data4.created_at === undefined) || (!(func0.call(data4, "created_at")))){
const err16 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/required",keyword:"required",params:{missingProperty: "created_at"},message:"must have required property '"+"created_at"+"'"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((data4.updated_at === undefined) || (!(func0.call(data4, "updated_at")))){
const err17 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/required",keyword:"required",params:{missingProperty: "updated_at"},message:"must have required property '"+"updated_at"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data4.id !== undefined && func0.call(data4, "id")){
let data5 = data4.id;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err18 = {instancePath:instancePath+"/issue/id",schemaPath:"#/properties/issue/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
const err19 = {instancePath:instancePath+"/issue/id",schemaPath:"#/properties/issue/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data5 < 1 || isNaN(data5)){
const err20 = {instancePath:instancePath+"/issue/id",schemaPath:"#/properties/issue/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
if(data4.number !== undefined && func0.call(data4, "number")){
let data6 = data4.number;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err21 = {instancePath:instancePath+"/issue/number",schemaPath:"#/properties/issue/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err22 = {instancePath:instancePath+"/issue/number",schemaPath:"#/properties/issue/properties/number/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err23 = {instancePath:instancePath+"/issue/number",schemaPath:"#/properties/issue/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data4.title !== undefined && func0.call(data4, "title")){
let data7 = data4.title;
if(typeof data7 === "string"){
if(func67(data7) > 1024){
const err24 = {instancePath:instancePath+"/issue/title",schemaPath:"#/properties/issue/properties/title/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/issue/title",schemaPath:"#/properties/issue/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data4.state !== undefined && func0.call(data4, "state")){
let data8 = data4.state;
if(!((data8 === "open") || (data8 === "closed"))){
const err26 = {instancePath:instancePath+"/issue/state",schemaPath:"#/properties/issue/properties/state/enum",keyword:"enum",params:{allowedValues: schema31.properties.issue.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data4.user !== undefined && func0.call(data4, "user")){
let data9 = data4.user;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.login !== undefined && func0.call(data9, "login")){
let data10 = data9.login;
if(typeof data10 === "string"){
if(func67(data10) > 100){
const err27 = {instancePath:instancePath+"/issue/user/login",schemaPath:"#/properties/issue/properties/user/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/issue/user/login",schemaPath:"#/properties/issue/properties/user/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err29 = {instancePath:instancePath+"/issue/user",schemaPath:"#/properties/issue/properties/user/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data4.comments !== undefined && func0.call(data4, "comments")){
let data11 = data4.comments;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err30 = {instancePath:instancePath+"/issue/comments",schemaPath:"#/properties/issue/properties/comments/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 9007199254740991 || isNaN(data11)){
const err31 = {instancePath:instancePath+"/issue/comments",schemaPath:"#/properties/issue/properties/comments/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data11 < 0 || isNaN(data11)){
const err32 = {instancePath:instancePath+"/issue/comments",schemaPath:"#/properties/issue/properties/comments/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data4.locked !== undefined && func0.call(data4, "locked")){
if(typeof data4.locked !== "boolean"){
const err33 = {instancePath:instancePath+"/issue/locked",schemaPath:"#/properties/issue/properties/locked/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data4.created_at !== undefined && func0.call(data4, "created_at")){
let data13 = data4.created_at;
if((typeof data13 !== "string") && (!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13))))){
const err34 = {instancePath:instancePath+"/issue/created_at",schemaPath:"#/properties/issue/properties/created_at/type",keyword:"type",params:{type: schema31.properties.issue.properties.created_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 253402300799 || isNaN(data13)){
const err35 = {instancePath:instancePath+"/issue/created_at",schemaPath:"#/properties/issue/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data13 < -62135596800 || isNaN(data13)){
const err36 = {instancePath:instancePath+"/issue/created_at",schemaPath:"#/properties/issue/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
if(data4.updated_at !== undefined && func0.call(data4, "updated_at")){
let data14 = data4.updated_at;
if((typeof data14 !== "string") && (!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14))))){
const err37 = {instancePath:instancePath+"/issue/updated_at",schemaPath:"#/properties/issue/properties/updated_at/type",keyword:"type",params:{type: schema31.properties.issue.properties.updated_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 253402300799 || isNaN(data14)){
const err38 = {instancePath:instancePath+"/issue/updated_at",schemaPath:"#/properties/issue/properties/updated_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data14 < -62135596800 || isNaN(data14)){
const err39 = {instancePath:instancePath+"/issue/updated_at",schemaPath:"#/properties/issue/properties/updated_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
if(data4.closed_at !== undefined && func0.call(data4, "closed_at")){
let data15 = data4.closed_at;
if(((typeof data15 !== "string") && (!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15))))) && (data15 !== null)){
const err40 = {instancePath:instancePath+"/issue/closed_at",schemaPath:"#/properties/issue/properties/closed_at/type",keyword:"type",params:{type: schema31.properties.issue.properties.closed_at.type},message:"must be string,integer,null"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 253402300799 || isNaN(data15)){
const err41 = {instancePath:instancePath+"/issue/closed_at",schemaPath:"#/properties/issue/properties/closed_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data15 < -62135596800 || isNaN(data15)){
const err42 = {instancePath:instancePath+"/issue/closed_at",schemaPath:"#/properties/issue/properties/closed_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
if(data4.labels !== undefined && func0.call(data4, "labels")){
let data16 = data4.labels;
if(Array.isArray(data16)){
const len0 = data16.length;
for(let i0=0; i0<len0; i0++){
let data17 = data16[i0];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if((data17.name === undefined) || (!(func0.call(data17, "name")))){
const err43 = {instancePath:instancePath+"/issue/labels/" + i0,schemaPath:"#/properties/issue/properties/labels/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data17.name !== undefined && func0.call(data17, "name")){
let data18 = data17.name;
if(typeof data18 === "string"){
if(func67(data18) > 200){
const err44 = {instancePath:instancePath+"/issue/labels/" + i0+"/name",schemaPath:"#/properties/issue/properties/labels/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
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
const err45 = {instancePath:instancePath+"/issue/labels/" + i0+"/name",schemaPath:"#/properties/issue/properties/labels/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/issue/labels/" + i0,schemaPath:"#/properties/issue/properties/labels/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/issue/labels",schemaPath:"#/properties/issue/properties/labels/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/issue",schemaPath:"#/properties/issue/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.repository !== undefined && func0.call(data, "repository")){
let data19 = data.repository;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if((data19.id === undefined) || (!(func0.call(data19, "id")))){
const err49 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if((data19.full_name === undefined) || (!(func0.call(data19, "full_name")))){
const err50 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "full_name"},message:"must have required property '"+"full_name"+"'"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(data19.id !== undefined && func0.call(data19, "id")){
let data20 = data19.id;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err51 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 9007199254740991 || isNaN(data20)){
const err52 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data20 < 1 || isNaN(data20)){
const err53 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
if(data19.full_name !== undefined && func0.call(data19, "full_name")){
let data21 = data19.full_name;
if(typeof data21 === "string"){
if(func67(data21) > 200){
const err54 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(func67(data21) < 3){
const err55 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters"};
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
const err56 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data19.private !== undefined && func0.call(data19, "private")){
if(typeof data19.private !== "boolean"){
const err57 = {instancePath:instancePath+"/repository/private",schemaPath:"#/properties/repository/properties/private/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data19.default_branch !== undefined && func0.call(data19, "default_branch")){
let data23 = data19.default_branch;
if(typeof data23 === "string"){
if(func67(data23) > 250){
const err58 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
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
const err59 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data19.language !== undefined && func0.call(data19, "language")){
let data24 = data19.language;
if((typeof data24 !== "string") && (data24 !== null)){
const err60 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/type",keyword:"type",params:{type: schema31.properties.repository.properties.language.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(typeof data24 === "string"){
if(func67(data24) > 60){
const err61 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
if(data19.stargazers_count !== undefined && func0.call(data19, "stargazers_count")){
let data25 = data19.stargazers_count;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err62 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 9007199254740991 || isNaN(data25)){
const err63 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data25 < 0 || isNaN(data25)){
const err64 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data19.open_issues_count !== undefined && func0.call(data19, "open_issues_count")){
let data26 = data19.open_issues_count;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err65 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 9007199254740991 || isNaN(data26)){
const err66 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data26 < 0 || isNaN(data26)){
const err67 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data19.created_at !== undefined && func0.call(data19, "created_at")){
let data27 = data19.created_at;
if((typeof data27 !== "string") && (!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27))))){
const err68 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.created_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 253402300799 || isNaN(data27)){
const err69 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data27 < -62135596800 || isNaN(data27)){
const err70 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
if(data19.pushed_at !== undefined && func0.call(data19, "pushed_at")){
let data28 = data19.pushed_at;
if((typeof data28 !== "string") && (!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28))))){
const err71 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.pushed_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 253402300799 || isNaN(data28)){
const err72 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data28 < -62135596800 || isNaN(data28)){
const err73 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
if(data19.updated_at !== undefined && func0.call(data19, "updated_at")){
let data29 = data19.updated_at;
if((typeof data29 !== "string") && (!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29))))){
const err74 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.updated_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 253402300799 || isNaN(data29)){
const err75 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(data29 < -62135596800 || isNaN(data29)){
const err76 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
}
else {
const err77 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.sender !== undefined && func0.call(data, "sender")){
let data30 = data.sender;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if((data30.login === undefined) || (!(func0.call(data30, "login")))){
const err78 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data30.login !== undefined && func0.call(data30, "login")){
let data31 = data30.login;
if(typeof data31 === "string"){
if(func67(data31) > 100){
const err79 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(func67(data31) < 1){
const err80 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
else {
const err81 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data30.type !== undefined && func0.call(data30, "type")){
let data32 = data30.type;
if(typeof data32 === "string"){
if(func67(data32) > 40){
const err82 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
else {
const err85 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"delivery_id":true,"action":true,"label":true,"issue":true,"repository":true,"sender":true},"dynamicProps":false,"dynamicItems":false};
