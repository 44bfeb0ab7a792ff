using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do at the desk of officers, for the walk of who may call.</summary>
internal static class DeskScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["GetBallotPaperPreview"] = async visit =>
        {
            await Proposed(council, visit);
            await council.Advance(Phase.Reviewing, visit.Id);
            return new(new GetBallotPaperPreviewRequest { RoundId = visit.Id });
        },
    };

    private static async Task<Proposal> Proposed(Council council, Visit visit)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        return await council.Propose(People.Amina, Council.Idea(roundId: visit.Id));
    }
}
