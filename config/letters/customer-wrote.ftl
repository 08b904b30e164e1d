Subject: ${case.subject} [${case.tag}]

Hello ${recipient.name},

${case.customer.name} has written again<#if facts.due?has_content>; an answer is due by ${facts.due}</#if>. Reply to this mail to answer.

---- ${case.customer.name} wrote
${request}

<#include "_case.ftl">
