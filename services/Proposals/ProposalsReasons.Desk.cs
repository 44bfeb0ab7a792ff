using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Proposals;

/// <summary>Of officers' work with ideas, and of the last look at a ballot paper.</summary>
internal static partial class ProposalsReasons
{
    /// <summary>The paper would be another one than the officer looked at.</summary>
    public static readonly Reason PaperChanged = new(StatusCode.FailedPrecondition, "PAPER_CHANGED");
}
