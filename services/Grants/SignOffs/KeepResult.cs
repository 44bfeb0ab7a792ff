using Participatory.Contracts.Voting;
using Participatory.Platform.Storage;

namespace Participatory.Grants.SignOffs;

/// <summary>A result is declared: keeps the mark of its count, so that whoever signs can compare it with the public one.</summary>
internal static class KeepResult
{
    private static readonly Sql Insert = new("""
        INSERT INTO round_result (round_id, poll_id, result_hash, declared_at) SELECT @RoundId, @PollId, @ResultHash, @DeclaredAt
        WHERE NOT EXISTS (SELECT 1 FROM round_result {lock} WHERE round_id = @RoundId)
        """);

    public static Task Apply(ResultDeclared message, Transaction transaction) =>
        transaction.Execute(Insert, new { message.RoundId, message.PollId, message.ResultHash, message.DeclaredAt });
}
