-- A database for each service and a login that owns it and sees no other. Run at every start by sqlcmd, which puts in the passwords
-- from its environment; a new password in .env is taken over.
CREATE PROCEDURE #give @name sysname, @password nvarchar(128) AS
BEGIN
    DECLARE @run nvarchar(max);
    IF DB_ID(@name) IS NULL
    BEGIN
        SET @run = N'CREATE DATABASE ' + QUOTENAME(@name);
        EXEC (@run);
        SET @run = N'ALTER DATABASE ' + QUOTENAME(@name) + N' SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE';
        EXEC (@run);
    END;

    SET @run = CASE WHEN SUSER_ID(@name) IS NULL THEN N'CREATE LOGIN ' ELSE N'ALTER LOGIN ' END + QUOTENAME(@name)
        + N' WITH PASSWORD = N' + QUOTENAME(@password, '''') + N', DEFAULT_DATABASE = ' + QUOTENAME(@name);
    EXEC (@run);
    SET @run = N'USE ' + QUOTENAME(@name) + N'; IF DATABASE_PRINCIPAL_ID(N' + QUOTENAME(@name, '''') + N') IS NULL CREATE USER '
        + QUOTENAME(@name) + N' FOR LOGIN ' + QUOTENAME(@name) + N'; ALTER ROLE db_owner ADD MEMBER ' + QUOTENAME(@name);
    EXEC (@run);
END;
GO
EXEC #give N'participatory_proposals', N'$(PROPOSALS_DATABASE_PASSWORD)';
EXEC #give N'participatory_voting', N'$(VOTING_DATABASE_PASSWORD)';
EXEC #give N'participatory_grants', N'$(GRANTS_DATABASE_PASSWORD)';
EXEC #give N'participatory_accountability', N'$(ACCOUNTABILITY_DATABASE_PASSWORD)';
EXEC #give N'participatory_people', N'$(PEOPLE_DATABASE_PASSWORD)';
GO
