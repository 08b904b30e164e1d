Subject: Re: ${case.subject} [${case.tag}]

${text}

<#if case.store.id?has_content>
${case.store.name}, ${case.store.street}, ${case.store.city}
</#if>
${pool.title}
