using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do where two ideas become one, for the walk of who may call. Amina is who may.</summary>
internal static class JoiningScenes
{
    // Tom is who may not.
    private static readonly Caller Neighbour = People.Resident("subject-neighbour");

    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["SuggestJoining"] = async visit =>
        {
            await Two(council, visit);
            return new(Joined.Suggesting(roundId: visit.Id));
        },
        ["HintAtJoining"] = async visit =>
        {
            await Two(council, visit);
            return new(new HintAtJoiningRequest
            {
                RoundId = visit.Id, ProposalId = "1", OtherProposalId = "2", Reason = "Both are about the pond.",
            });
        },
        ["SuggestSplit"] = async visit =>
        {
            await council.SayYes(People.Amina, await Asked(council, visit));
            return new(new SuggestSplitRequest { RoundId = visit.Id, ProposalId = "3" });
        },
        ["AcceptJoining"] = async visit => new(new AcceptJoiningRequest { JoiningId = (await Asked(council, visit)).JoiningId }),
        ["RefuseJoining"] = async visit => new(new RefuseJoiningRequest { JoiningId = (await Asked(council, visit)).JoiningId }),
        ["TakeJoiningBack"] = async visit =>
        {
            await Two(council, visit);
            var said = await council.Suggest(People.Amina, roundId: visit.Id);
            return new(new TakeJoiningBackRequest { JoiningId = said.JoiningId });
        },
        ["GetJoining"] = async visit => new(new GetJoiningRequest { JoiningId = (await Asked(council, visit)).JoiningId }),
        ["ListJoinings"] = async visit =>
        {
            await Two(council, visit);
            return new(new ListJoiningsRequest { RoundId = visit.Id, ProposalId = "1" });
        },
    };

    private static async Task Two(Council council, Visit visit)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        await council.Two(visit.Id, Neighbour);
    }

    /// <summary>The neighbour suggests it to Amina.</summary>
    private static async Task<Joining> Asked(Council council, Visit visit)
    {
        await Two(council, visit);
        return await council.Suggest(Neighbour, "2", "1", roundId: visit.Id);
    }
}
