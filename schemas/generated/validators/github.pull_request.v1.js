// Generated from schemas/contracts/github/pull-request.v1.yml by `npm run compile`. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["delivery_id","action","pull_request","repository","sender"],"properties":{"delivery_id":{"type":"string","pattern":"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},"action":{"type":"string","minLength":1,"maxLength":40},"pull_request":{"type":"object","required":["id","number","title","state","created_at","updated_at"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"number":{"type":"integer","minimum":1,"maximum":9007199254740991},"title":{"type":"string","maxLength":1024},"state":{"enum":["open","closed"]},"draft":{"type":"boolean"},"merged":{"type":["boolean","null"]},"user":{"type":"object","properties":{"login":{"type":"string","maxLength":100}}},"commits":{"type":"integer","minimum":0,"maximum":9007199254740991},"additions":{"type":"integer","minimum":0,"maximum":9007199254740991},"deletions":{"type":"integer","minimum":0,"maximum":9007199254740991},"changed_files":{"type":"integer","minimum":0,"maximum":9007199254740991},"comments":{"type":"integer","minimum":0,"maximum":9007199254740991},"review_comments":{"type":"integer","minimum":0,"maximum":9007199254740991},"base":{"type":"object","properties":{"ref":{"type":"string","maxLength":250}}},"head":{"type":"object","properties":{"ref":{"type":"string","maxLength":250}}},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"updated_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"closed_at":{"type":["string","integer","null"],"minimum":-62135596800,"maximum":253402300799},"merged_at":{"type":["string","integer","null"],"minimum":-62135596800,"maximum":253402300799}}},"repository":{"type":"object","required":["id","full_name"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"full_name":{"type":"string","minLength":3,"maxLength":200},"private":{"type":"boolean"},"default_branch":{"type":"string","maxLength":250},"language":{"type":["string","null"],"maxLength":60},"stargazers_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"open_issues_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"pushed_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"updated_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799}}},"sender":{"type":"object","required":["login"],"properties":{"login":{"type":"string","minLength":1,"maxLength":100},"type":{"type":"string","maxLength":40}}}}};
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
if((data.pull_request === undefined) || (!(func0.call(data, "pull_request")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pull_request"},message:"must have required property '"+"pull_request"+"'"};
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
if(data.pull_request !== undefined && func0.call(data, "pull_request")){
let data2 = data.pull_request;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if((data2.id === undefined) || (!(func0.call(data2, "id")))){
const err10 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((data2.number === undefined) || (!(func0.call(data2, "number")))){
const err11 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/required",keyword:"required",params:{missingProperty: "number"},message:"must have required property '"+"number"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((data2.title === undefined) || (!(func0.call(data2, "title")))){
const err12 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((data2.state === undefined) || (!(func0.call(data2, "state")))){
const err13 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/required",keyword:"required",params:{missingProperty: "state"},message:"must have required property '"+"state"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((data2.created_at === undefined) || (!(func0.call(data2, "created_at")))){
const err14 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/required",keyword:"required",params:{missingProperty: "created_at"},message:"must have required property '"+"created_at"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((data2.updated_at === undefined) || (!(func0.call(data2, "updated_at")))){
const err15 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/required",keyword:"required",params:{missingProperty: "updated_at"},message:"must have required property '"+"updated_at"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data2.id !== undefined && func0.call(data2, "id")){
let data3 = data2.id;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err16 = {instancePath:instancePath+"/pull_request/id",schemaPath:"#/properties/pull_request/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
const err17 = {instancePath:instancePath+"/pull_request/id",schemaPath:"#/properties/pull_request/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err18 = {instancePath:instancePath+"/pull_request/id",schemaPath:"#/properties/pull_request/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data2.number !== undefined && func0.call(data2, "number")){
let data4 = data2.number;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err19 = {instancePath:instancePath+"/pull_request/number",schemaPath:"#/properties/pull_request/properties/number/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9007199254740991 || isNaN(data4)){
const err20 = {instancePath:instancePath+"/pull_request/number",schemaPath:"#/properties/pull_request/properties/number/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err21 = {instancePath:instancePath+"/pull_request/number",schemaPath:"#/properties/pull_request/properties/number/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data2.title !== undefined && func0.call(data2, "title")){
let data5 = data2.title;
if(typeof data5 === "string"){
if(func67(data5) > 1024){
const err22 = {instancePath:instancePath+"/pull_request/title",schemaPath:"#/properties/pull_request/properties/title/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/pull_request/title",schemaPath:"#/properties/pull_request/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data2.state !== undefined && func0.call(data2, "state")){
let data6 = data2.state;
if(!((data6 === "open") || (data6 === "closed"))){
const err24 = {instancePath:instancePath+"/pull_request/state",schemaPath:"#/properties/pull_request/properties/state/enum",keyword:"enum",params:{allowedValues: schema31.properties.pull_request.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data2.draft !== undefined && func0.call(data2, "draft")){
if(typeof data2.draft !== "boolean"){
const err25 = {instancePath:instancePath+"/pull_request/draft",schemaPath:"#/properties/pull_request/properties/draft/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data2.merged !== undefined && func0.call(data2, "merged")){
let data8 = data2.merged;
if((typeof data8 !== "boolean") && (data8 !== null)){
const err26 = {instancePath:instancePath+"/pull_request/merged",schemaPath:"#/properties/pull_request/properties/merged/type",keyword:"type",params:{type: schema31.properties.pull_request.properties.merged.type},message:"must be boolean,null"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data2.user !== undefined && func0.call(data2, "user")){
let data9 = data2.user;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.login !== undefined && func0.call(data9, "login")){
let data10 = data9.login;
if(typeof data10 === "string"){
if(func67(data10) > 100){
const err27 = {instancePath:instancePath+"/pull_request/user/login",schemaPath:"#/properties/pull_request/properties/user/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
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
const err28 = {instancePath:instancePath+"/pull_request/user/login",schemaPath:"#/properties/pull_request/properties/user/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err29 = {instancePath:instancePath+"/pull_request/user",schemaPath:"#/properties/pull_request/properties/user/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data2.commits !== undefined && func0.call(data2, "commits")){
let data11 = data2.commits;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err30 = {instancePath:instancePath+"/pull_request/commits",schemaPath:"#/properties/pull_request/properties/commits/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
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
const err31 = {instancePath:instancePath+"/pull_request/commits",schemaPath:"#/properties/pull_request/properties/commits/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data11 < 0 || isNaN(data11)){
const err32 = {instancePath:instancePath+"/pull_request/commits",schemaPath:"#/properties/pull_request/properties/commits/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data2.additions !== undefined && func0.call(data2, "additions")){
let data12 = data2.additions;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err33 = {instancePath:instancePath+"/pull_request/additions",schemaPath:"#/properties/pull_request/properties/additions/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 9007199254740991 || isNaN(data12)){
const err34 = {instancePath:instancePath+"/pull_request/additions",schemaPath:"#/properties/pull_request/properties/additions/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data12 < 0 || isNaN(data12)){
const err35 = {instancePath:instancePath+"/pull_request/additions",schemaPath:"#/properties/pull_request/properties/additions/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data2.deletions !== undefined && func0.call(data2, "deletions")){
let data13 = data2.deletions;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err36 = {instancePath:instancePath+"/pull_request/deletions",schemaPath:"#/properties/pull_request/properties/deletions/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 9007199254740991 || isNaN(data13)){
const err37 = {instancePath:instancePath+"/pull_request/deletions",schemaPath:"#/properties/pull_request/properties/deletions/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data13 < 0 || isNaN(data13)){
const err38 = {instancePath:instancePath+"/pull_request/deletions",schemaPath:"#/properties/pull_request/properties/deletions/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data2.changed_files !== undefined && func0.call(data2, "changed_files")){
let data14 = data2.changed_files;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err39 = {instancePath:instancePath+"/pull_request/changed_files",schemaPath:"#/properties/pull_request/properties/changed_files/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 9007199254740991 || isNaN(data14)){
const err40 = {instancePath:instancePath+"/pull_request/changed_files",schemaPath:"#/properties/pull_request/properties/changed_files/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data14 < 0 || isNaN(data14)){
const err41 = {instancePath:instancePath+"/pull_request/changed_files",schemaPath:"#/properties/pull_request/properties/changed_files/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data2.comments !== undefined && func0.call(data2, "comments")){
let data15 = data2.comments;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err42 = {instancePath:instancePath+"/pull_request/comments",schemaPath:"#/properties/pull_request/properties/comments/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 9007199254740991 || isNaN(data15)){
const err43 = {instancePath:instancePath+"/pull_request/comments",schemaPath:"#/properties/pull_request/properties/comments/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data15 < 0 || isNaN(data15)){
const err44 = {instancePath:instancePath+"/pull_request/comments",schemaPath:"#/properties/pull_request/properties/comments/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data2.review_comments !== undefined && func0.call(data2, "review_comments")){
let data16 = data2.review_comments;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err45 = {instancePath:instancePath+"/pull_request/review_comments",schemaPath:"#/properties/pull_request/properties/review_comments/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 9007199254740991 || isNaN(data16)){
const err46 = {instancePath:instancePath+"/pull_request/review_comments",schemaPath:"#/properties/pull_request/properties/review_comments/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data16 < 0 || isNaN(data16)){
const err47 = {instancePath:instancePath+"/pull_request/review_comments",schemaPath:"#/properties/pull_request/properties/review_comments/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data2.base !== undefined && func0.call(data2, "base")){
let data17 = data2.base;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.ref !== undefined && func0.call(data17, "ref")){
let data18 = data17.ref;
if(typeof data18 === "string"){
if(func67(data18) > 250){
const err48 = {instancePath:instancePath+"/pull_request/base/ref",schemaPath:"#/properties/pull_request/properties/base/properties/ref/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
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
const err49 = {instancePath:instancePath+"/pull_request/base/ref",schemaPath:"#/properties/pull_request/properties/base/properties/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/pull_request/base",schemaPath:"#/properties/pull_request/properties/base/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data2.head !== undefined && func0.call(data2, "head")){
let data19 = data2.head;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.ref !== undefined && func0.call(data19, "ref")){
let data20 = data19.ref;
if(typeof data20 === "string"){
if(func67(data20) > 250){
const err51 = {instancePath:instancePath+"/pull_request/head/ref",schemaPath:"#/properties/pull_request/properties/head/properties/ref/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/pull_request/head/ref",schemaPath:"#/properties/pull_request/properties/head/properties/ref/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/pull_request/head",schemaPath:"#/properties/pull_request/properties/head/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data2.created_at !== undefined && func0.call(data2, "created_at")){
let data21 = data2.created_at;
if((typeof data21 !== "string") && (!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21))))){
const err54 = {instancePath:instancePath+"/pull_request/created_at",schemaPath:"#/properties/pull_request/properties/created_at/type",keyword:"type",params:{type: schema31.properties.pull_request.properties.created_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 253402300799 || isNaN(data21)){
const err55 = {instancePath:instancePath+"/pull_request/created_at",schemaPath:"#/properties/pull_request/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data21 < -62135596800 || isNaN(data21)){
const err56 = {instancePath:instancePath+"/pull_request/created_at",schemaPath:"#/properties/pull_request/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
if(data2.updated_at !== undefined && func0.call(data2, "updated_at")){
let data22 = data2.updated_at;
if((typeof data22 !== "string") && (!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22))))){
const err57 = {instancePath:instancePath+"/pull_request/updated_at",schemaPath:"#/properties/pull_request/properties/updated_at/type",keyword:"type",params:{type: schema31.properties.pull_request.properties.updated_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 253402300799 || isNaN(data22)){
const err58 = {instancePath:instancePath+"/pull_request/updated_at",schemaPath:"#/properties/pull_request/properties/updated_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data22 < -62135596800 || isNaN(data22)){
const err59 = {instancePath:instancePath+"/pull_request/updated_at",schemaPath:"#/properties/pull_request/properties/updated_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
if(data2.closed_at !== undefined && func0.call(data2, "closed_at")){
let data23 = data2.closed_at;
if(((typeof data23 !== "string") && (!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23))))) && (data23 !== null)){
const err60 = {instancePath:instancePath+"/pull_request/closed_at",schemaPath:"#/properties/pull_request/properties/closed_at/type",keyword:"type",params:{type: schema31.properties.pull_request.properties.closed_at.type},message:"must be string,integer,null"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 253402300799 || isNaN(data23)){
const err61 = {instancePath:instancePath+"/pull_request/closed_at",schemaPath:"#/properties/pull_request/properties/closed_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data23 < -62135596800 || isNaN(data23)){
const err62 = {instancePath:instancePath+"/pull_request/closed_at",schemaPath:"#/properties/pull_request/properties/closed_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
if(data2.merged_at !== undefined && func0.call(data2, "merged_at")){
let data24 = data2.merged_at;
if(((typeof data24 !== "string") && (!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24))))) && (data24 !== null)){
const err63 = {instancePath:instancePath+"/pull_request/merged_at",schemaPath:"#/properties/pull_request/properties/merged_at/type",keyword:"type",params:{type: schema31.properties.pull_request.properties.merged_at.type},message:"must be string,integer,null"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 253402300799 || isNaN(data24)){
const err64 = {instancePath:instancePath+"/pull_request/merged_at",schemaPath:"#/properties/pull_request/properties/merged_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data24 < -62135596800 || isNaN(data24)){
const err65 = {instancePath:instancePath+"/pull_request/merged_at",schemaPath:"#/properties/pull_request/properties/merged_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
}
else {
const err66 = {instancePath:instancePath+"/pull_request",schemaPath:"#/properties/pull_request/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.repository !== undefined && func0.call(data, "repository")){
let data25 = data.repository;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if((data25.id === undefined) || (!(func0.call(data25, "id")))){
const err67 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if((data25.full_name === undefined) || (!(func0.call(data25, "full_name")))){
const err68 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "full_name"},message:"must have required property '"+"full_name"+"'"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data25.id !== undefined && func0.call(data25, "id")){
let data26 = data25.id;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err69 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 9007199254740991 || isNaN(data26)){
const err70 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data26 < 1 || isNaN(data26)){
const err71 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
if(data25.full_name !== undefined && func0.call(data25, "full_name")){
let data27 = data25.full_name;
if(typeof data27 === "string"){
if(func67(data27) > 200){
const err72 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(func67(data27) < 3){
const err73 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data25.private !== undefined && func0.call(data25, "private")){
if(typeof data25.private !== "boolean"){
const err75 = {instancePath:instancePath+"/repository/private",schemaPath:"#/properties/repository/properties/private/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data25.default_branch !== undefined && func0.call(data25, "default_branch")){
let data29 = data25.default_branch;
if(typeof data29 === "string"){
if(func67(data29) > 250){
const err76 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
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
const err77 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data25.language !== undefined && func0.call(data25, "language")){
let data30 = data25.language;
if((typeof data30 !== "string") && (data30 !== null)){
const err78 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/type",keyword:"type",params:{type: schema31.properties.repository.properties.language.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(typeof data30 === "string"){
if(func67(data30) > 60){
const err79 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
if(data25.stargazers_count !== undefined && func0.call(data25, "stargazers_count")){
let data31 = data25.stargazers_count;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err80 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 > 9007199254740991 || isNaN(data31)){
const err81 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data31 < 0 || isNaN(data31)){
const err82 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data25.open_issues_count !== undefined && func0.call(data25, "open_issues_count")){
let data32 = data25.open_issues_count;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err83 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 9007199254740991 || isNaN(data32)){
const err84 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data32 < 0 || isNaN(data32)){
const err85 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
if(data25.created_at !== undefined && func0.call(data25, "created_at")){
let data33 = data25.created_at;
if((typeof data33 !== "string") && (!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33))))){
const err86 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.created_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 253402300799 || isNaN(data33)){
const err87 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data33 < -62135596800 || isNaN(data33)){
const err88 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
if(data25.pushed_at !== undefined && func0.call(data25, "pushed_at")){
let data34 = data25.pushed_at;
if((typeof data34 !== "string") && (!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34))))){
const err89 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.pushed_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 253402300799 || isNaN(data34)){
const err90 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(data34 < -62135596800 || isNaN(data34)){
const err91 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
if(data25.updated_at !== undefined && func0.call(data25, "updated_at")){
let data35 = data25.updated_at;
if((typeof data35 !== "string") && (!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35))))){
const err92 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.updated_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 253402300799 || isNaN(data35)){
const err93 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(data35 < -62135596800 || isNaN(data35)){
const err94 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
}
else {
const err95 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data.sender !== undefined && func0.call(data, "sender")){
let data36 = data.sender;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if((data36.login === undefined) || (!(func0.call(data36, "login")))){
const err96 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data36.login !== undefined && func0.call(data36, "login")){
let data37 = data36.login;
if(typeof data37 === "string"){
if(func67(data37) > 100){
const err97 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(func67(data37) < 1){
const err98 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data36.type !== undefined && func0.call(data36, "type")){
let data38 = data36.type;
if(typeof data38 === "string"){
if(func67(data38) > 40){
const err100 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
else {
const err101 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err102 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
}
else {
const err103 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"delivery_id":true,"action":true,"pull_request":true,"repository":true,"sender":true},"dynamicProps":false,"dynamicItems":false};
