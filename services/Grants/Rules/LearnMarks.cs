using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Rules;

/// <summary>Somebody told an idea and said which ring-fences it counts for. It does, unless an officer has found otherwise.</summary>
internal static class LearnMarks
{
    private static readonly Sql CountMarks = new("""
        SELECT COUNT(*) FROM idea_mark WHERE round_id = @RoundId AND project_id = @ProposalId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO idea_mark (round_id, project_id, mark, marked_by, marked_as, marked_at)
        VALUES (@RoundId, @ProposalId, @mark, '', '', @MadeAt)
        """);

    public static async Task Apply(ProposalMade message, Transaction transaction)
    {
        if (message.CountsFor is not { Count: > 0 } marks)
        {
            return;
        }

        await MoneyRulesRow.Hold(transaction, message.RoundId);
        if (await transaction.One<int>(CountMarks, new { message.RoundId, message.ProposalId }) > 0)
        {
            return;
        }

        foreach (var mark in marks.Distinct(StringComparer.Ordinal))
        {
            await transaction.Execute(Insert, new { message.RoundId, message.ProposalId, mark, message.MadeAt });
        }
    }
}
