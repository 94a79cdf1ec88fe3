// Generated from schemas/contracts/faa/wildlife-strike.v1.yml by `npm run compile`. Do not edit.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["Flight Date","Effect Amount of damage","Phase of flight","Wildlife Size","Wildlife Species","Cost Other","Cost Repair","Cost Total $"],"properties":{"Airport Name":{"type":"string","maxLength":80},"Aircraft Make Model":{"type":"string","maxLength":40},"Effect Amount of damage":{"type":"string","enum":["None","Minor","Medium","Substantial","B","C"]},"Flight Date":{"type":"string"},"Aircraft Airline Operator":{"type":"string","maxLength":60},"Origin State":{"type":"string","maxLength":40},"Phase of flight":{"type":"string","enum":["Parked","Taxi","Take-off run","Climb","Descent","Approach","Landing Roll"]},"Wildlife Size":{"type":"string","enum":["Small","Medium","Large"]},"Wildlife Species":{"type":"string","minLength":1,"maxLength":60},"Time of day":{"type":"string","enum":["Dawn","Day","Dusk","Night",""]},"Cost Other":{"type":"string","maxLength":13},"Cost Repair":{"type":"string","maxLength":13},"Cost Total $":{"type":"string","maxLength":13},"Speed IAS in knots":{"type":"string","maxLength":5}}};
const func0 = Object.prototype.hasOwnProperty;
const func69 = (text) => { let length = 0; for (const _ of text) length += 1; return length };

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
if((data["Flight Date"] === undefined) || (!(func0.call(data, "Flight Date")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Flight Date"},message:"must have required property '"+"Flight Date"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data["Effect Amount of damage"] === undefined) || (!(func0.call(data, "Effect Amount of damage")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Effect Amount of damage"},message:"must have required property '"+"Effect Amount of damage"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data["Phase of flight"] === undefined) || (!(func0.call(data, "Phase of flight")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Phase of flight"},message:"must have required property '"+"Phase of flight"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data["Wildlife Size"] === undefined) || (!(func0.call(data, "Wildlife Size")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Wildlife Size"},message:"must have required property '"+"Wildlife Size"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data["Wildlife Species"] === undefined) || (!(func0.call(data, "Wildlife Species")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Wildlife Species"},message:"must have required property '"+"Wildlife Species"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((data["Cost Other"] === undefined) || (!(func0.call(data, "Cost Other")))){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Cost Other"},message:"must have required property '"+"Cost Other"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((data["Cost Repair"] === undefined) || (!(func0.call(data, "Cost Repair")))){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Cost Repair"},message:"must have required property '"+"Cost Repair"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((data["Cost Total $"] === undefined) || (!(func0.call(data, "Cost Total $")))){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "Cost Total $"},message:"must have required property '"+"Cost Total $"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data["Airport Name"] !== undefined && func0.call(data, "Airport Name")){
let data0 = data["Airport Name"];
if(typeof data0 === "string"){
if(func69(data0) > 80){
const err8 = {instancePath:instancePath+"/Airport Name",schemaPath:"#/properties/Airport%20Name/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"};
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
const err9 = {instancePath:instancePath+"/Airport Name",schemaPath:"#/properties/Airport%20Name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data["Aircraft Make Model"] !== undefined && func0.call(data, "Aircraft Make Model")){
let data1 = data["Aircraft Make Model"];
if(typeof data1 === "string"){
if(func69(data1) > 40){
const err10 = {instancePath:instancePath+"/Aircraft Make Model",schemaPath:"#/properties/Aircraft%20Make%20Model/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
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
const err11 = {instancePath:instancePath+"/Aircraft Make Model",schemaPath:"#/properties/Aircraft%20Make%20Model/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data["Effect Amount of damage"] !== undefined && func0.call(data, "Effect Amount of damage")){
let data2 = data["Effect Amount of damage"];
if(typeof data2 !== "string"){
const err12 = {instancePath:instancePath+"/Effect Amount of damage",schemaPath:"#/properties/Effect%20Amount%20of%20damage/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!((((((data2 === "None") || (data2 === "Minor")) || (data2 === "Medium")) || (data2 === "Substantial")) || (data2 === "B")) || (data2 === "C"))){
const err13 = {instancePath:instancePath+"/Effect Amount of damage",schemaPath:"#/properties/Effect%20Amount%20of%20damage/enum",keyword:"enum",params:{allowedValues: schema31.properties["Effect Amount of damage"].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data["Flight Date"] !== undefined && func0.call(data, "Flight Date")){
if(typeof data["Flight Date"] !== "string"){
const err14 = {instancePath:instancePath+"/Flight Date",schemaPath:"#/properties/Flight%20Date/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data["Aircraft Airline Operator"] !== undefined && func0.call(data, "Aircraft Airline Operator")){
let data4 = data["Aircraft Airline Operator"];
if(typeof data4 === "string"){
if(func69(data4) > 60){
const err15 = {instancePath:instancePath+"/Aircraft Airline Operator",schemaPath:"#/properties/Aircraft%20Airline%20Operator/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/Aircraft Airline Operator",schemaPath:"#/properties/Aircraft%20Airline%20Operator/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data["Origin State"] !== undefined && func0.call(data, "Origin State")){
let data5 = data["Origin State"];
if(typeof data5 === "string"){
if(func69(data5) > 40){
const err17 = {instancePath:instancePath+"/Origin State",schemaPath:"#/properties/Origin%20State/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
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
const err18 = {instancePath:instancePath+"/Origin State",schemaPath:"#/properties/Origin%20State/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data["Phase of flight"] !== undefined && func0.call(data, "Phase of flight")){
let data6 = data["Phase of flight"];
if(typeof data6 !== "string"){
const err19 = {instancePath:instancePath+"/Phase of flight",schemaPath:"#/properties/Phase%20of%20flight/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(((((((data6 === "Parked") || (data6 === "Taxi")) || (data6 === "Take-off run")) || (data6 === "Climb")) || (data6 === "Descent")) || (data6 === "Approach")) || (data6 === "Landing Roll"))){
const err20 = {instancePath:instancePath+"/Phase of flight",schemaPath:"#/properties/Phase%20of%20flight/enum",keyword:"enum",params:{allowedValues: schema31.properties["Phase of flight"].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data["Wildlife Size"] !== undefined && func0.call(data, "Wildlife Size")){
let data7 = data["Wildlife Size"];
if(typeof data7 !== "string"){
const err21 = {instancePath:instancePath+"/Wildlife Size",schemaPath:"#/properties/Wildlife%20Size/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(((data7 === "Small") || (data7 === "Medium")) || (data7 === "Large"))){
const err22 = {instancePath:instancePath+"/Wildlife Size",schemaPath:"#/properties/Wildlife%20Size/enum",keyword:"enum",params:{allowedValues: schema31.properties["Wildlife Size"].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data["Wildlife Species"] !== undefined && func0.call(data, "Wildlife Species")){
let data8 = data["Wildlife Species"];
if(typeof data8 === "string"){
if(func69(data8) > 60){
const err23 = {instancePath:instancePath+"/Wildlife Species",schemaPath:"#/properties/Wildlife%20Species/maxLength",keyword:"maxLength",params:{limit: 60},message:"must NOT have more than 60 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(func69(data8) < 1){
const err24 = {instancePath:instancePath+"/Wildlife Species",schemaPath:"#/properties/Wildlife%20Species/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
const err25 = {instancePath:instancePath+"/Wildlife Species",schemaPath:"#/properties/Wildlife%20Species/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data["Time of day"] !== undefined && func0.call(data, "Time of day")){
let data9 = data["Time of day"];
if(typeof data9 !== "string"){
const err26 = {instancePath:instancePath+"/Time of day",schemaPath:"#/properties/Time%20of%20day/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!(((((data9 === "Dawn") || (data9 === "Day")) || (data9 === "Dusk")) || (data9 === "Night")) || (data9 === ""))){
const err27 = {instancePath:instancePath+"/Time of day",schemaPath:"#/properties/Time%20of%20day/enum",keyword:"enum",params:{allowedValues: schema31.properties["Time of day"].enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data["Cost Other"] !== undefined && func0.call(data, "Cost Other")){
let data10 = data["Cost Other"];
if(typeof data10 === "string"){
if(func69(data10) > 13){
const err28 = {instancePath:instancePath+"/Cost Other",schemaPath:"#/properties/Cost%20Other/maxLength",keyword:"maxLength",params:{limit: 13},message:"must NOT have more than 13 characters"};
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
const err29 = {instancePath:instancePath+"/Cost Other",schemaPath:"#/properties/Cost%20Other/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data["Cost Repair"] !== undefined && func0.call(data, "Cost Repair")){
let data11 = data["Cost Repair"];
if(typeof data11 === "string"){
if(func69(data11) > 13){
const err30 = {instancePath:instancePath+"/Cost Repair",schemaPath:"#/properties/Cost%20Repair/maxLength",keyword:"maxLength",params:{limit: 13},message:"must NOT have more than 13 characters"};
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
const err31 = {instancePath:instancePath+"/Cost Repair",schemaPath:"#/properties/Cost%20Repair/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data["Cost Total $"] !== undefined && func0.call(data, "Cost Total $")){
let data12 = data["Cost Total $"];
if(typeof data12 === "string"){
if(func69(data12) > 13){
const err32 = {instancePath:instancePath+"/Cost Total $",schemaPath:"#/properties/Cost%20Total%20%24/maxLength",keyword:"maxLength",params:{limit: 13},message:"must NOT have more than 13 characters"};
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
const err33 = {instancePath:instancePath+"/Cost Total $",schemaPath:"#/properties/Cost%20Total%20%24/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data["Speed IAS in knots"] !== undefined && func0.call(data, "Speed IAS in knots")){
let data13 = data["Speed IAS in knots"];
if(typeof data13 === "string"){
if(func69(data13) > 5){
const err34 = {instancePath:instancePath+"/Speed IAS in knots",schemaPath:"#/properties/Speed%20IAS%20in%20knots/maxLength",keyword:"maxLength",params:{limit: 5},message:"must NOT have more than 5 characters"};
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
const err35 = {instancePath:instancePath+"/Speed IAS in knots",schemaPath:"#/properties/Speed%20IAS%20in%20knots/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err36 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":{"Airport Name":true,"Aircraft Make Model":true,"Effect Amount of damage":true,"Flight Date":true,"Aircraft Airline Operator":true,"Origin State":true,"Phase of flight":true,"Wildlife Size":true,"Wildlife Species":true,"Time of day":true,"Cost Other":true,"Cost Repair":true,"Cost Total $":true,"Speed IAS in knots":true},"dynamicProps":false,"dynamicItems":false};
