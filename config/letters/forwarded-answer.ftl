Subject: Re: ${case.subject} [${case.tag}]

${text}

${pool.title}
<#if request?has_content>

---- You wrote
${request}
</#if>
