Subject: ${case.subject} [${case.tag}]

Hello ${recipient.name},

this case is yours<#if facts.reason?has_content> (${facts.reason})</#if>. The customer expects an answer<#if facts.due?has_content> by ${facts.due}</#if>.

Reply to this mail, and your text goes to the customer. Or begin your reply with one of these lines:

#close            your text goes out, and the case is closed
#note             your text is kept for colleagues only
#ask legal        your text goes to that department
#store A001       sets the store that this is about
#take             the case is yours, nothing is sent

---- ${case.customer.name} wrote
${request}
<#list entries as entry><#if entry.kind == "copied">

---- ${entry.author}, who was copied, wrote
${entry.text}
</#if></#list>

<#include "_case.ftl">
