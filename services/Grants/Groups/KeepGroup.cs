using Participatory.Contracts.People;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Groups;

/// <summary>
/// Keeps what a group is called, whether it goes on, and who may say yes to money for it. Of each the highest number counts, in whatever
/// order they are heard.
/// </summary>
internal static class KeepGroup
{
    private static readonly Sql UpdateName = new("""
        UPDATE group_copy SET name = @Name, is_closed = @IsClosed, number = @Number WHERE group_id = @GroupId AND number < @Number
        """);

    private static readonly Sql InsertName = new("""
        INSERT INTO group_copy (group_id, name, is_closed, number, signers_number) SELECT @GroupId, @Name, @IsClosed, @Number, 0
        WHERE NOT EXISTS (SELECT 1 FROM group_copy WHERE group_id = @GroupId)
        """);

    private static readonly Sql UpdateSigners = new("""
        UPDATE group_copy SET signers_number = @Number WHERE group_id = @GroupId AND signers_number < @Number
        """);

    private static readonly Sql InsertSigners = new("""
        INSERT INTO group_copy (group_id, name, is_closed, number, signers_number) SELECT @GroupId, '', 0, 0, @Number
        WHERE NOT EXISTS (SELECT 1 FROM group_copy WHERE group_id = @GroupId)
        """);

    private static readonly Sql DeleteSigners = new("DELETE FROM group_signer WHERE group_id = @GroupId");

    private static readonly Sql InsertSigner = new("INSERT INTO group_signer (group_id, subject) VALUES (@GroupId, @Subject)");

    public static async Task Apply(GroupChanged message, Transaction transaction)
    {
        await transaction.Hold("group", message.GroupId);
        var said = new { message.GroupId, message.Name, message.IsClosed, message.Number };
        if (await transaction.Execute(UpdateName, said) == 0)
        {
            await transaction.Execute(InsertName, said);
        }
    }

    public static async Task Apply(GroupSignersChanged message, Transaction transaction)
    {
        await transaction.Hold("group", message.GroupId);
        var said = new { message.GroupId, message.Number };
        if (await transaction.Execute(UpdateSigners, said) + await transaction.Execute(InsertSigners, said) == 0)
        {
            return;
        }

        await transaction.Execute(DeleteSigners, said);
        await transaction.Execute(InsertSigner, message.SignerSubjects.Distinct(StringComparer.Ordinal)
            .Select(subject => new { message.GroupId, Subject = subject }).ToList());
    }
}
