using System.Text.Json.Nodes;
using Participatory.Contracts.Proposals;
using Participatory.Grants.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using static Participatory.Tests.Service.Grants.Town;

namespace Participatory.Tests.Service.Grants;

/// <summary>Where the words of an idea are hidden, its award shows the title to its group and to the council, and to nobody else.</summary>
public sealed class HiddenTitleTests
{
    [Theory, EveryDatabase]
    public async Task An_award_and_the_open_data_say_why_the_title_is_not_shown_and_that_they_changed(string engine)
    {
        await using var town = await Town.Start(engine);
        var award = await town.Accepted();
        await town.Checked(award);
        var title = (await town.TheAward()).Title;
        var before = await Export(town);
        Assert.Contains(title, before.Text, StringComparison.Ordinal);

        town.Service.Clock.Advance(TimeSpan.FromDays(3));
        await Hear(town, award, 1, "HIDDEN", hidden: true);
        var seen = await Seen(town.Nobody, award);
        Assert.Equal(("", HidingState.Hidden, HidingReason.NamesAPerson), (seen.Title, seen.Hiding.State, seen.Hiding.Reason));
        Assert.DoesNotContain(
            title, $"{await town.Nobody.ListAwardsAsync(new ListAwardsRequest { RoundId = award.RoundId })}", StringComparison.Ordinal);
        foreach (var reader in (GrantsService.GrantsServiceClient[])[town.Amina, town.Grace, town.Femi])
        {
            Assert.Equal((title, null), ((await Seen(reader, award)).Title, (await Seen(reader, award)).Hiding));
        }

        var hidden = await Export(town);
        Assert.DoesNotContain(title, hidden.Text, StringComparison.Ordinal);
        Assert.Equal("Hidden: names a person", Grant(hidden.Text)["title"]!.ToString());
        Assert.True(hidden.Changed > before.Changed, "Whoever keeps the old file is not told that there is another one.");
        Assert.NotEqual(Grant(before.Text)["dateModified"]!.ToString(), Grant(hidden.Text)["dateModified"]!.ToString());

        await Hear(town, award, 2, "SHOWN_AGAIN", hidden: false);
        Assert.Equal(title, (await Seen(town.Nobody, award)).Title);
        Assert.Equal(title, Grant((await Export(town)).Text)["title"]!.ToString());
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_asked_to_take_a_grant_for_a_group_reads_no_title_that_is_hidden(string engine)
    {
        await using var town = await Town.Start(engine);
        await town.Signers("autumn", 1, People.Amina.Subject, People.Tom.Subject);
        var award = await town.Accepted();
        await town.Amina.MoveAwardToGroupAsync(new() { RequestId = Id(), AwardId = award.AwardId, GroupId = GroupOf("autumn") });
        await Hear(town, award, 1, "HIDDEN", hidden: true);
        Assert.Equal("", Assert.Single((await town.Tom.ListMyAwardMovesAsync(new())).Moves).Title);
        Assert.Equal(award.Title, Assert.Single((await town.Amina.ListMyAwardMovesAsync(new())).Moves).Title);
    }

    private static Task Hear(Town town, Award award, int number, string state, bool hidden) => town.Service.Deliver(new ProposalHidden(
        award.RoundId, award.ProjectId, award.Title, People.Amina.Subject, "WORDS", number, state, hidden, "NAMES_A_PERSON",
        "Olu Ade, ward officer", town.Service.Clock.Now));

    private static async Task<Award> Seen(GrantsService.GrantsServiceClient reader, Award award) =>
        await reader.GetAwardAsync(new GetAwardRequest { AwardId = award.AwardId });

    private static JsonNode Grant(string file) => JsonNode.Parse(file)!["grants"]![0]!;

    private static async Task<(string Text, DateTimeOffset Changed)> Export(Town town)
    {
        using var call = town.Nobody.ExportGrants(new ExportGrantsRequest { Format = GrantsFormat.Json });
        using var bytes = new MemoryStream();
        var changed = DateTimeOffset.MinValue;
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            changed = call.ResponseStream.Current.ChangeTime?.ToDateTimeOffset() ?? changed;
            call.ResponseStream.Current.Content.WriteTo(bytes);
        }

        return (System.Text.Encoding.UTF8.GetString(bytes.ToArray()), changed);
    }
}
