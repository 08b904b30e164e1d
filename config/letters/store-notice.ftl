Subject: ${case.category}: ${case.store.name} [${case.tag}]

A customer wrote about ${case.store.name}, ${case.store.street}, ${case.store.city}.
Category: ${case.category}

---- ${case.customer.name} <${case.customer.address}> wrote
${request}
<#if text?has_content>

---- Our colleague adds
${text}
</#if>

Please settle it with the customer, then reply to this mail and say what was done<#if facts.due?has_content>, by ${facts.due}</#if>. Your reply closes the case.

${pool.title}
