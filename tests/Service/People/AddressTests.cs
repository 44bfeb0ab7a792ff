using System.Text;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>An address is somebody. One that only looks like it, or that a database takes for the same, is somebody else.</summary>
public sealed class AddressTests
{
    private const string Anna = "anna.kiss1@example.org";

    /// <summary>Addresses that look like Anna's, or that some collation, folding or cleaning takes for hers.</summary>
    private static readonly string[] Alike =
    [
        "\uFF41nna.kiss1@example.org", "anna.\uFF4Biss1@example.org", "anna.kiss\uFF11@example.org", "anna.kiss1@\uFF45xample.org",
        "an\u200Bna.kiss1@example.org", "an\u00ADna.kiss1@example.org", "an\u200Dna.kiss1@example.org", "an\u200Cna.kiss1@example.org",
        "an\uFEFFna.kiss1@example.org", "an\u2060na.kiss1@example.org", "an\u200Ena.kiss1@example.org", "an\u200Fna.kiss1@example.org",
        "an\u202Ena.kiss1@example.org", "an\u034Fna.kiss1@example.org", "an\uFE0Fna.kiss1@example.org", "an\u00A0na.kiss1@example.org",
        "an\u3000na.kiss1@example.org", "an\u3164na.kiss1@example.org", "an\u115Fna.kiss1@example.org", "anna.kiss1@exam\u00ADple.org",
        "anna.kiss1\u200B@example.org", "\uFEFFanna.kiss1@example.org", "anna.kiss1@example.org\u200B", "\u00E1nna.kiss1@example.org",
        "a\u0301nna.kiss1@example.org", "\u0430nna.kiss1@example.org", "anna.kiss1@ex\u0430mple.org", "\u03B1nna.kiss1@example.org",
        "anna.\u212Aiss1@example.org", "anna.ki\u00DF1@example.org", "anna.ki\u017Fs1@example.org", "anna.k\u0131ss1@example.org",
        "anna.k\u0130ss1@example.org", "\u00AAnna.kiss1@example.org", "\u24D0nna.kiss1@example.org", "\U0001D41Anna.kiss1@example.org",
        "\u1D43nna.kiss1@example.org", "anna.kiss\u00B9@example.org", "anna.kiss\u0661@example.org", "anna\uFF0Ekiss1@example.org",
        "anna\u2024kiss1@example.org", "anna.kiss1\uFF20example.org", "anna.kiss1@example\u3002org", "a\u00F1na.kiss1@example.org",
        "anna.kissl@example.org", "anna.kiss1@example.org.example", "anna.kiss1+a@example.org", "annakiss1@example.org",
    ];

    [Theory, EveryDatabase]
    public async Task Whoever_proves_an_address_that_only_looks_like_anothers_is_somebody_else(string engine)
    {
        Assert.True(Alike.Distinct(StringComparer.Ordinal).Count() >= 40);
        await using var desk = await Desk.Open(engine);
        var anna = (await desk.Identity(await desk.SignIn(Anna))).Subject;
        List<string> others = [];
        foreach (var alike in Alike)
        {
            try
            {
                others.Add((await desk.Identity(await desk.SignIn(alike))).Subject);
            }
            catch (RpcException refusal)
            {
                Assert.Equal("email", Assert.Single(refusal.FieldFaults()).Name);
            }
        }

        Assert.DoesNotContain(anna, others);
        Assert.True(others.Count >= 10, "Too many were refused for the test to say anything.");
        Assert.Equal(anna, (await desk.Identity(await desk.SignIn(" Anna.KISS1@Example.ORG "))).Subject);
    }

    [Theory, EveryDatabase]
    public async Task An_accent_written_in_two_ways_is_the_same_address_and_the_code_goes_to_what_is_kept(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var one = await desk.Identity(await desk.SignIn("jos\u00E9@example.org"));
        var other = await desk.Identity(await desk.SignIn("jose\u0301@example.org".Normalize(NormalizationForm.FormD)));
        Assert.Equal(one.Subject, other.Subject);
        Assert.All(await desk.Mails(), mail => Assert.Equal("jos\u00E9@example.org", mail.Recipient));
    }
}
