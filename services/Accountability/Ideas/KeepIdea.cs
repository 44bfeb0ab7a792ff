using Participatory.Accountability.Commitments;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Ideas;

/// <summary>Keeps that there is an idea, and that its proposer took it back or it is hidden: whichever is heard first.</summary>
internal sealed class KeepIdea
{
    private static readonly Sql UpdateWithdrawn = new("""
        UPDATE idea SET withdrawn = 1 WHERE round_id = @RoundId AND project_id = @ProposalId
        """);

    private static readonly Sql UpdateHidden = new("""
        UPDATE idea SET hidden = @Hidden, hidden_number = @Number
        WHERE round_id = @RoundId AND project_id = @ProposalId AND hidden_number < @Number
        """);

    public async Task Apply(ProposalMade message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId, message.AreaCode, message.Title, message.ProposerSubject);
        await ShowChangedMind.FillInAreas(transaction, message.RoundId);
    }

    /// <summary>Its title stays and is not shown while its words are hidden; the latest change counts, whichever is heard first.</summary>
    public async Task Apply(ProposalHidden message, Transaction transaction)
    {
        if (message.Part == "WORDS")
        {
            await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId);
            await transaction.Execute(UpdateHidden, message);
        }
    }

    public async Task Apply(ProposalWithdrawn message, Transaction transaction)
    {
        await IdeaRow.Upsert(transaction, message.RoundId, message.ProposalId);
        await transaction.Execute(UpdateWithdrawn, message);
    }
}
