using Participatory.Accountability.Ideas;
using Participatory.Contracts.People;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Outcomes;

/// <summary>The person behind an idea knows what became of it; now everybody may.</summary>
internal sealed class PublishOutcome
{
    private static readonly Sql Update = new("""
        UPDATE idea SET told_at = @ToldAt WHERE round_id = @RoundId AND project_id = @ProjectId AND (told_at IS NULL OR told_at > @ToldAt)
        """);

    private static readonly Sql UpdateLast = new("""
        UPDATE idea SET told_last_at = @ToldAt
        WHERE round_id = @RoundId AND project_id = @ProjectId AND (told_last_at IS NULL OR told_last_at < @ToldAt)
        """);

    public async Task Apply(ProposerTold message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProjectId);
        await transaction.Execute(Update, message);
        await transaction.Execute(UpdateLast, message);
    }
}
