Subject: Re: ${case.subject} [${case.tag}]

${text}

<#if consultant.footer?has_content>
-- 
${consultant.footer}
<#else>
${pool.title}
</#if>
<#if request?has_content>

---- You wrote
${request}
</#if>
