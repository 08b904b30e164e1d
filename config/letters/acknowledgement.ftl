Subject: We have your message: ${case.subject} [${case.tag}]

Hello<#if recipient.name?has_content> ${recipient.name}</#if>,

thank you for writing to us. Your message has arrived, and a person will read it<#if facts.due?has_content> and answer by ${facts.due}</#if>.

If you want to add something, just reply to this mail.

${pool.title}
