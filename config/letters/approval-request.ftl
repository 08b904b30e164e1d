Subject: Please approve: ${case.subject} [${case.tag}]

Hello ${recipient.name},

${facts.who} wants to send the answer below. It waits for you<#if facts.due?has_content> until ${facts.due}</#if>. Begin your reply with this line:

#approve    it is sent as it stands; or write a better text below this line, and that is sent

---- The answer
${text}

---- ${case.customer.name} wrote
${request}

<#include "_case.ftl">
