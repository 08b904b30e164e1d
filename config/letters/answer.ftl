Subject: Re: ${case.subject} [${case.tag}]

${text}
<#if request?has_content>

---- You wrote
${request}
</#if>

<#-- To mail programs everything below this line is signature (RFC 3676 section 4.3), so that it comes last. -->
-- 
<#if consultant.footer?has_content>
${consultant.footer}
<#else>
${pool.title}
</#if>
