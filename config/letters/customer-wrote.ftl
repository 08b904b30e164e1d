Subject: ${case.subject} [${case.tag}]

Hello ${recipient.name},

${facts.who} has written again<#if facts.due?has_content>; an answer is due by ${facts.due}</#if>. Reply to this mail to answer ${case.customer.name}.

---- ${facts.who} wrote
${text}

<#include "_case.ftl">
