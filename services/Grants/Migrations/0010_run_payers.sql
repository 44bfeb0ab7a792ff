-- From which account a run was paid, from its first file on: the file is the same bytes every time, whatever is agreed or set afterwards.
ALTER TABLE payment_run ADD payer_name {name} NULL;
GO
ALTER TABLE payment_run ADD payer_sort_code {id} NULL;
GO
ALTER TABLE payment_run ADD payer_account_number {id} NULL;
GO
ALTER TABLE payment_run ADD payer_service_user_number {id} NULL;
