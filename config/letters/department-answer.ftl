Subject: ${facts.destination} answered: ${case.subject} [${case.tag}]

Hello ${recipient.name},

${facts.who} has answered for ${facts.destination}. The case is with you again. Reply to this mail, and your text goes to the customer.

---- ${facts.who} wrote
${text}

<#include "_case.ftl">
