-- 
Case ${case.tag}: ${case.subject}
Customer: ${case.customer.name} <${case.customer.address}>
Category: ${case.category}<#if case.store.id?has_content>
Store: ${case.store.name}, ${case.store.street}, ${case.store.city}</#if>
