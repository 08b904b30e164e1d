Subject: Still late (${facts.clock}): ${case.subject} [${case.tag}]

Hello ${recipient.name},

this was due by ${facts.due}<#if facts.late?has_content>, ${facts.late} ago</#if>, and is still open.
Clock: ${facts.clock}
With: <#if facts.destination?has_content>${facts.destination}<#elseif facts.who?has_content>${facts.who}<#else>nobody yet</#if>

---- ${case.customer.name} wrote
${request}

<#include "_case.ftl">
