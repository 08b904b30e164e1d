Subject: Automatic reply: ${case.subject} [${case.tag}]

Hello ${recipient.name},

an automatic reply came from ${facts.who}. It counts as no answer; the clocks go on.

---- ${facts.who}
${text}

<#include "_case.ftl">
