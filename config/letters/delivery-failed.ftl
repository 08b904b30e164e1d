Subject: Not delivered: ${case.subject} [${case.tag}]

Hello ${recipient.name},

a letter about this case to ${facts.who} could not be delivered: ${facts.reason}
Please find another way to reach them.

<#include "_case.ftl">
