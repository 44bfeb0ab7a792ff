using Grpc.Core;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>Some ideas stand under the name of the group that neighbours founded.</summary>
internal static class InOneName
{
    /// <summary>One of them is likely to be chosen.</summary>
    private static readonly int[] Ideas = [3, 6, 10];

    /// <summary>In whose name an idea is sent; empty for its proposer's own.</summary>
    public static string GroupOf(Script script, Doors doors, int at) =>
        script.ImportedFrom.Length == 0 && Ideas.Contains(at) ? doors.Group : "";

    /// <summary>Sends in an idea. Where its group is new, Proposals may hear of it in a moment only.</summary>
    public static Task<Proposal> Send(Doors doors, CreateProposalRequest request, CancellationToken cancellation) =>
        DemoRound.Until<Proposal>("The news of the group", async () =>
        {
            try
            {
                return await doors.Volunteer.Proposals.CreateProposalAsync(request, cancellationToken: cancellation);
            }
            catch (RpcException early) when (early.StatusCode == StatusCode.PermissionDenied && request.Proposal.GroupId.Length > 0)
            {
                return null;
            }
        }, cancellation);
}
