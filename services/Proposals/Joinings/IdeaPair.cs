using Participatory.Platform.Storage;
using Participatory.Proposals.Groups;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.V1;
using HidingState = Participatory.Types.V1.HidingState;

namespace Participatory.Proposals.Joinings;

/// <summary>Two ideas with those who write them and their groups, and how it stands with their words.</summary>
internal sealed record IdeaPair((ProposalRow Idea, HidingState Hiding) First, (ProposalRow Idea, HidingState Hiding) Second)
{
    /// <summary>Both, held until the transaction ends, always in one order: whoever holds the round comes here.</summary>
    /// <exception cref="Platform.Calls.Refusal">One is not there.</exception>
    public static async Task<IdeaPair> Lock(Transaction transaction, string roundId, string firstId, string secondId)
    {
        var locked = new Dictionary<string, (ProposalRow Idea, HidingState Hiding)>(StringComparer.Ordinal);
        foreach (var proposalId in new SortedSet<string>([firstId, secondId], StringComparer.Ordinal))
        {
            var idea = await ProposalRow.LockWithAuthors(transaction, roundId, proposalId) with
            {
                GroupId = await GroupRow.LoadOf(transaction, roundId, proposalId),
            };
            locked[proposalId] = (idea, (await IdeaHiding.Lock(transaction, roundId, idea, IdeaPart.Words)).StateNow);
        }

        return new IdeaPair(locked[firstId], locked[secondId]);
    }
}
