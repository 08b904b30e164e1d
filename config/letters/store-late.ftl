Subject: ${case.store.name} has not reported: ${case.category} [${case.tag}]

Hello ${recipient.name},

${case.store.name} (${case.store.street}, ${case.store.city}, phone ${case.store.phone}) was to settle a customer's complaint by ${facts.due}<#if facts.late?has_content> and is ${facts.late} late</#if>.

---- ${case.customer.name} <${case.customer.address}> wrote
${request}

<#include "_case.ftl">
