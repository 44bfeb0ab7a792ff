using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do with outlines, for the walk of who may call.</summary>
internal static class PlaceScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["ImportOutlines"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new ImportOutlinesRequest
            {
                RequestId = Council.NewRequest(), RoundId = visit.Id,
                Content = ByteString.CopyFromUtf8(Placed.Collection(Placed.Square(Council.Elm))),
            });
        },
    };
}
