Subject: ${case.subject} [${case.tag}]

Hello<#if facts.destination?has_content> ${facts.destination}</#if>,

<#if text?has_content>
${text}

</#if>
please answer by replying to this mail<#if facts.due?has_content>, by ${facts.due}</#if>. Write above this text; attachments are welcome.

---- ${case.customer.name} wrote
${request}

${pool.title}
