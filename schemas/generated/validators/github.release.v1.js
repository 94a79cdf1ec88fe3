// Generated from schemas/contracts/github/release.v1.yml by `npm run compile`. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["delivery_id","action","release","repository","sender"],"properties":{"delivery_id":{"type":"string","pattern":"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"},"action":{"type":"string","minLength":1,"maxLength":40},"release":{"type":"object","required":["id","tag_name","created_at"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"tag_name":{"type":"string","minLength":1,"maxLength":250},"target_commitish":{"type":"string","maxLength":250},"name":{"type":["string","null"],"maxLength":1024},"draft":{"type":"boolean"},"prerelease":{"type":"boolean"},"author":{"type":"object","properties":{"login":{"type":"string","maxLength":100}}},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"published_at":{"type":["string","integer","null"],"minimum":-62135596800,"maximum":253402300799}}},"repository":{"type":"object","required":["id","full_name"],"properties":{"id":{"type":"integer","minimum":1,"maximum":9007199254740991},"full_name":{"type":"string","minLength":3,"maxLength":200},"private":{"type":"boolean"},"default_branch":{"type":"string","maxLength":250},"language":{"type":["string","null"],"maxLength":60},"stargazers_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"open_issues_count":{"type":"integer","minimum":0,"maximum":9007199254740991},"created_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"pushed_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799},"updated_at":{"type":["string","integer"],"minimum":-62135596800,"maximum":253402300799}}},"sender":{"type":"object","required":["login"],"properties":{"login":{"type":"string","minLength":1,"maxLength":100},"type":{"type":"string","maxLength":40}}}}};
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
if((data.release === undefined) || (!(func0.call(data, "release")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "release"},message:"must have required property '"+"release"+"'"};
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
if(data.release !== undefined && func0.call(data, "release")){
let data2 = data.release;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if((data2.id === undefined) || (!(func0.call(data2, "id")))){
const err10 = {instancePath:instancePath+"/release",schemaPath:"#/properties/release/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((data2.tag_name === undefined) || (!(func0.call(data2, "tag_name")))){
const err11 = {instancePath:instancePath+"/release",schemaPath:"#/properties/release/required",keyword:"required",params:{missingProperty: "tag_name"},message:"must have required property '"+"tag_name"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((data2.created_at === undefined) || (!(func0.call(data2, "created_at")))){
const err12 = {instancePath:instancePath+"/release",schemaPath:"#/properties/release/required",keyword:"required",params:{missingProperty: "created_at"},message:"must have required property '"+"created_at"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data2.id !== undefined && func0.call(data2, "id")){
let data3 = data2.id;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err13 = {instancePath:instancePath+"/release/id",schemaPath:"#/properties/release/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 9007199254740991 || isNaN(data3)){
const err14 = {instancePath:instancePath+"/release/id",schemaPath:"#/properties/release/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err15 = {instancePath:instancePath+"/release/id",schemaPath:"#/properties/release/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data2.tag_name !== undefined && func0.call(data2, "tag_name")){
let data4 = data2.tag_name;
if(typeof data4 === "string"){
if(func67(data4) > 250){
const err16 = {instancePath:instancePath+"/release/tag_name",schemaPath:"#/properties/release/properties/tag_name/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(func67(data4) < 1){
const err17 = {instancePath:instancePath+"/release/tag_name",schemaPath:"#/properties/release/properties/tag_name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/release/tag_name",schemaPath:"#/properties/release/properties/tag_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data2.target_commitish !== undefined && func0.call(data2, "target_commitish")){
let data5 = data2.target_commitish;
if(typeof data5 === "string"){
if(func67(data5) > 250){
const err19 = {instancePath:instancePath+"/release/target_commitish",schemaPath:"#/properties/release/properties/target_commitish/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
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
const err20 = {instancePath:instancePath+"/release/target_commitish",schemaPath:"#/properties/release/properties/target_commitish/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data2.name !== undefined && func0.call(data2, "name")){
let data6 = data2.name;
if((typeof data6 !== "string") && (data6 !== null)){
const err21 = {instancePath:instancePath+"/release/name",schemaPath:"#/properties/release/properties/name/type",keyword:"type",params:{type: schema31.properties.release.properties.name.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(typeof data6 === "string"){
if(func67(data6) > 1024){
const err22 = {instancePath:instancePath+"/release/name",schemaPath:"#/properties/release/properties/name/maxLength",keyword:"maxLength",params:{limit: 1024},message:"must NOT have more than 1024 characters"};
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
if(data2.draft !== undefined && func0.call(data2, "draft")){
if(typeof data2.draft !== "boolean"){
const err23 = {instancePath:instancePath+"/release/draft",schemaPath:"#/properties/release/properties/draft/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data2.prerelease !== undefined && func0.call(data2, "prerelease")){
if(typeof data2.prerelease !== "boolean"){
const err24 = {instancePath:instancePath+"/release/prerelease",schemaPath:"#/properties/release/properties/prerelease/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data2.author !== undefined && func0.call(data2, "author")){
let data9 = data2.author;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.login !== undefined && func0.call(data9, "login")){
let data10 = data9.login;
if(typeof data10 === "string"){
if(func67(data10) > 100){
const err25 = {instancePath:instancePath+"/release/author/login",schemaPath:"#/properties/release/properties/author/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/release/author/login",schemaPath:"#/properties/release/properties/author/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/release/author",schemaPath:"#/properties/release/properties/author/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data2.created_at !== undefined && func0.call(data2, "created_at")){
let data11 = data2.created_at;
if((typeof data11 !== "string") && (!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11))))){
const err28 = {instancePath:instancePath+"/release/created_at",schemaPath:"#/properties/release/properties/created_at/type",keyword:"type",params:{type: schema31.properties.release.properties.created_at.type},message:"must be string,integer"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 253402300799 || isNaN(data11)){
const err29 = {instancePath:instancePath+"/release/created_at",schemaPath:"#/properties/release/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data11 < -62135596800 || isNaN(data11)){
const err30 = {instancePath:instancePath+"/release/created_at",schemaPath:"#/properties/release/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data2.published_at !== undefined && func0.call(data2, "published_at")){
let data12 = data2.published_at;
if(((typeof data12 !== "string") && (!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12))))) && (data12 !== null)){
const err31 = {instancePath:instancePath+"/release/published_at",schemaPath:"#/properties/release/properties/published_at/type",keyword:"type",params:{type: schema31.properties.release.properties.published_at.type},message:"must be string,integer,null"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 253402300799 || isNaN(data12)){
const err32 = {instancePath:instancePath+"/release/published_at",schemaPath:"#/properties/release/properties/published_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data12 < -62135596800 || isNaN(data12)){
const err33 = {instancePath:instancePath+"/release/published_at",schemaPath:"#/properties/release/properties/published_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/release",schemaPath:"#/properties/release/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.repository !== undefined && func0.call(data, "repository")){
let data13 = data.repository;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if((data13.id === undefined) || (!(func0.call(data13, "id")))){
const err35 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((data13.full_name === undefined) || (!(func0.call(data13, "full_name")))){
const err36 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/required",keyword:"required",params:{missingProperty: "full_name"},message:"must have required property '"+"full_name"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data13.id !== undefined && func0.call(data13, "id")){
let data14 = data13.id;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err37 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 9007199254740991 || isNaN(data14)){
const err38 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data14 < 1 || isNaN(data14)){
const err39 = {instancePath:instancePath+"/repository/id",schemaPath:"#/properties/repository/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
if(data13.full_name !== undefined && func0.call(data13, "full_name")){
let data15 = data13.full_name;
if(typeof data15 === "string"){
if(func67(data15) > 200){
const err40 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(func67(data15) < 3){
const err41 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/repository/full_name",schemaPath:"#/properties/repository/properties/full_name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data13.private !== undefined && func0.call(data13, "private")){
if(typeof data13.private !== "boolean"){
const err43 = {instancePath:instancePath+"/repository/private",schemaPath:"#/properties/repository/properties/private/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data13.default_branch !== undefined && func0.call(data13, "default_branch")){
let data17 = data13.default_branch;
if(typeof data17 === "string"){
if(func67(data17) > 250){
const err44 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/maxLength",keyword:"maxLength",params:{limit: 250},message:"must NOT have more than 250 characters"};
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
const err45 = {instancePath:instancePath+"/repository/default_branch",schemaPath:"#/properties/repository/properties/default_branch/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data13.language !== undefined && func0.call(data13, "language")){
let data18 = data13.language;
if((typeof data18 !== "string") && (data18 !== null)){
const err46 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/type",keyword:"type",params:{type: schema31.properties.repository.properties.language.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(typeof data18 === "string"){
if(func67(data18) > 60){
const err47 = {instancePath:instancePath+"/repository/language",schemaPath:"#/properties/repository/properties/language/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
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
if(data13.stargazers_count !== undefined && func0.call(data13, "stargazers_count")){
let data19 = data13.stargazers_count;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err48 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 9007199254740991 || isNaN(data19)){
const err49 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data19 < 0 || isNaN(data19)){
const err50 = {instancePath:instancePath+"/repository/stargazers_count",schemaPath:"#/properties/repository/properties/stargazers_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
if(data13.open_issues_count !== undefined && func0.call(data13, "open_issues_count")){
let data20 = data13.open_issues_count;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err51 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
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
const err52 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data20 < 0 || isNaN(data20)){
const err53 = {instancePath:instancePath+"/repository/open_issues_count",schemaPath:"#/properties/repository/properties/open_issues_count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
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
if(data13.created_at !== undefined && func0.call(data13, "created_at")){
let data21 = data13.created_at;
if((typeof data21 !== "string") && (!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21))))){
const err54 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.created_at.type},message:"must be string,integer"};
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
const err55 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data21 < -62135596800 || isNaN(data21)){
const err56 = {instancePath:instancePath+"/repository/created_at",schemaPath:"#/properties/repository/properties/created_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
if(data13.pushed_at !== undefined && func0.call(data13, "pushed_at")){
let data22 = data13.pushed_at;
if((typeof data22 !== "string") && (!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22))))){
const err57 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.pushed_at.type},message:"must be string,integer"};
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
const err58 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data22 < -62135596800 || isNaN(data22)){
const err59 = {instancePath:instancePath+"/repository/pushed_at",schemaPath:"#/properties/repository/properties/pushed_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
if(data13.updated_at !== undefined && func0.call(data13, "updated_at")){
let data23 = data13.updated_at;
if((typeof data23 !== "string") && (!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23))))){
const err60 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/type",keyword:"type",params:{type: schema31.properties.repository.properties.updated_at.type},message:"must be string,integer"};
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
const err61 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/maximum",keyword:"maximum",params:{comparison: "<=", limit: 253402300799},message:"must be <= 253402300799"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data23 < -62135596800 || isNaN(data23)){
const err62 = {instancePath:instancePath+"/repository/updated_at",schemaPath:"#/properties/repository/properties/updated_at/minimum",keyword:"minimum",params:{comparison: ">=", limit: -62135596800},message:"must be >= -62135596800"};
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
}
else {
const err63 = {instancePath:instancePath+"/repository",schemaPath:"#/properties/repository/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.sender !== undefined && func0.call(data, "sender")){
let data24 = data.sender;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if((data24.login === undefined) || (!(func0.call(data24, "login")))){
const err64 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/required",keyword:"required",params:{missingProperty: "login"},message:"must have required property '"+"login"+"'"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(data24.login !== undefined && func0.call(data24, "login")){
let data25 = data24.login;
if(typeof data25 === "string"){
if(func67(data25) > 100){
const err65 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(func67(data25) < 1){
const err66 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/sender/login",schemaPath:"#/properties/sender/properties/login/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data24.type !== undefined && func0.call(data24, "type")){
let data26 = data24.type;
if(typeof data26 === "string"){
if(func67(data26) > 40){
const err68 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/sender/type",schemaPath:"#/properties/sender/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err70 = {instancePath:instancePath+"/sender",schemaPath:"#/properties/sender/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
else {
const err71 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"delivery_id":true,"action":true,"release":true,"repository":true,"sender":true},"dynamicProps":false,"dynamicItems":false};
