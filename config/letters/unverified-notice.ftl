Subject: Somebody writes about: ${case.subject} [${case.tag}]

Hello ${recipient.name},

${facts.who} has written about this case, but we cannot tell whether to believe it (${facts.reason}). Nothing was sent to anybody, and nothing was changed.

---- ${facts.who} wrote
${text}

<#include "_case.ftl">
