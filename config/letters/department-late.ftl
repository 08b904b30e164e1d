Subject: ${facts.destination} has not answered: ${case.subject} [${case.tag}]

Hello ${recipient.name},

${facts.destination} was to answer by ${facts.due}<#if facts.late?has_content> and is ${facts.late} late</#if>. Please see to it that the answer is given, by reply to the letter about this case.
<#if text?has_content>

---- The question
${text}
</#if>

Case ${case.tag}: ${case.subject}
Category: ${case.category}
