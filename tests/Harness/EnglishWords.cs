using Participatory.Platform.Calls;
using Participatory.Words;

namespace Participatory.Tests.Harness;

/// <summary>What a refusal says, for tests that meet it before it has travelled.</summary>
public static class EnglishWords
{
    /// <summary>The sentence as the status would carry it.</summary>
    /// <param name="service">Whose it is: "voting".</param>
    public static string InEnglish(this Refusal refusal, string service) =>
        Statuses.Of(refusal, Of(service)).Status.Detail;

    /// <summary>With which a service says its refusals, in London.</summary>
    public static ServiceWords Of(string service) =>
        new($"participatory.{service}", new Say(CouncilDays.Zone(null), TimeProvider.System));
}
