Subject: Your answer: ${facts.outcome} [${case.tag}]

Hello ${recipient.name},

${facts.who} has looked at your answer: ${facts.outcome}.
<#if text?has_content>

${text}
</#if>

<#include "_case.ftl">
