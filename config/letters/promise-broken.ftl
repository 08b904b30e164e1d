Subject: Late: ${case.subject} [${case.tag}]

Hello ${recipient.name},

nobody has answered this customer, and the answer was due by ${facts.due}<#if facts.late?has_content> (${facts.late} ago)</#if>.
With: <#if facts.who?has_content>${facts.who}<#else>nobody yet</#if>

---- ${case.customer.name} wrote
${request}

<#include "_case.ftl">
