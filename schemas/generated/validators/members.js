// Generated from schemas/contracts by `npm run compile`. Do not edit.
export const declaredMembers = {
  "bts.flight": ["date","date_local","delay","destination","distance","origin"],
  "faa.wildlife_strike": ["Aircraft Airline Operator","Aircraft Make Model","Airport Name","Cost Other","Cost Repair","Cost Total $","Effect Amount of damage","Flight Date","Origin State","Phase of flight","Speed IAS in knots","Time of day","Wildlife Size","Wildlife Species"],
  "github.issues": ["action","closed_at","comments","created_at","default_branch","delivery_id","full_name","id","issue","label","labels","language","locked","login","name","number","open_issues_count","private","pushed_at","repository","sender","stargazers_count","state","title","type","updated_at","user"],
  "github.pull_request": ["action","additions","base","changed_files","closed_at","comments","commits","created_at","default_branch","deletions","delivery_id","draft","full_name","head","id","language","login","merged","merged_at","number","open_issues_count","private","pull_request","pushed_at","ref","repository","review_comments","sender","stargazers_count","state","title","type","updated_at","user"],
  "github.push": ["added","after","author","base_ref","before","commits","created","created_at","default_branch","deleted","delivery_id","distinct","email","forced","full_name","head_commit","id","language","login","message","modified","name","open_issues_count","private","pushed_at","ref","removed","repository","sender","stargazers_count","timestamp","tree_id","type","updated_at","username"],
  "github.release": ["action","author","created_at","default_branch","delivery_id","draft","full_name","id","language","login","name","open_issues_count","prerelease","private","published_at","pushed_at","release","repository","sender","stargazers_count","tag_name","target_commitish","type","updated_at"],
  "github.star": ["action","created_at","default_branch","delivery_id","full_name","id","language","login","open_issues_count","private","pushed_at","repository","sender","stargazers_count","starred_at","type","updated_at"],
  "orders.order_placed": ["channel","country","currency","customer_id","email","lines","order_id","placed_at","quantity","shipping","sku","total","unit_price_minor"],
  "payments.payment_captured": ["amount","attempt","captured_at","currency","method","order_id","payment_id"],
  "payments.payment_failed": ["amount","attempt","currency","failed_at","method","order_id","payment_id","reason"],
  "usgs.earthquake": ["alert","cdi","code","coordinates","detail","dmin","felt","gap","geometry","id","ids","mag","magType","mmi","net","nst","place","properties","rms","sig","sources","status","time","title","tsunami","type","types","tz","updated","url"],
}
