Subject: <#if facts.help?has_content>Not done<#else>Done</#if>: ${case.subject} [${case.tag}]

Hello ${recipient.name},

this is what was understood and done with your mail:

${text}
<#if facts.help?has_content>

A reply may begin with these lines:
${facts.help}
</#if>

<#include "_case.ftl">
