using Participatory.Tests.Harness;

namespace Participatory.Tests.Browser;

/// <summary>Voting on a phone, with scripts: the browser makes the card, and axe has nothing to say at any step.</summary>
public sealed class VotingTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-voting-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Somebody_votes_keeps_the_card_changes_the_vote_and_checks_it_on_a_phone()
    {
        var axe = await Axe.Load();
        await using var browsers = await Browsers.Start();
        await using var process = await StandaloneProcess.Start(data);
        async Task<Hand> Enter(string person) =>
            new(await Person.SignedIn(await browsers.Open(process.Pages, new Screen(1280, 800), script: false), person));
        var (officer, finance, resident, volunteer) = (
            await Enter("officer"), await Enter("finance"), await Enter("resident"), await Enter("volunteer"));
        var round = await WholeRoundTests.MakeRound(officer);
        await WholeRoundTests.LetGoOfMoney(round, officer, finance);
        await WholeRoundTests.ProposeAndValue(round, officer, resident, volunteer);
        await AddPhoto();
        var code = await WholeRoundTests.PublishAndOpen(round, officer, finance);

        // Our policy forbids scripts of others, as it should; so axe looks at a browser that does not heed it.
        await using var phone = await browsers.Open(process.Pages, new Screen(360, 740), bypassPolicy: true);
        var page = await phone.NewPageAsync();
        var voter = new Hand(page);
        await voter.Open($"/rounds/{round}/vote");
        var made = await page.Locator("input[data-make-card]").InputValueAsync();
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}[0-9A-HJKMNP-TV-Z*~$=U]$", made);
        await Look();
        await voter.Write("Code", code);
        await voter.Press("form:has(#Code) button.govuk-button", then: ".ballot");
        await Look();
        await SeePhoto();
        await voter.Tick(".govuk-checkboxes__item:has-text('Benches on Mill Lane') input");
        Assert.Contains("1", await voter.Read("[data-ballot-total] p"), StringComparison.Ordinal);
        await voter.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        await Look();
        await voter.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
        await Look();
        Assert.Equal(made, await voter.Read(".card-text"));
        Assert.Equal(0, await voter.Count(".card-to-keep:has-text('does not run scripts')"));
        var tracking = await voter.Read(".tracking-code");

        // As a phone that has read the QR code.
        await page.GotoAsync($"/rounds/{round}/vote?handler=Card#{made}");
        Assert.Equal(made, await page.Locator("#Card").InputValueAsync());
        Assert.DoesNotContain("#", page.Url, StringComparison.Ordinal);
        await Look();
        await voter.Press("form:has(#Card) button.govuk-button", then: ".ballot input:checked");
        await voter.Press(".ballot button.govuk-button", then: "form[action*=Cast]");
        await voter.Press("form[action*=Cast] button.govuk-button", then: ".receipt .code");
        Assert.NotEqual(tracking, await voter.Read(".tracking-code"));
        await voter.Press($"a[href^='/polls/{round}/check']", then: ".panel--thanks");
        await Look();

        await officer.Open($"/council/rounds/{round}/paper");
        await officer.Write("VoterIds", "2\n1");
        await officer.Press("form:has(#VoterIds) button", then: ".govuk-error-summary");
        Assert.Equal(1, await officer.Count(".govuk-error-summary:has-text('1: This voter has already voted')"));
        Assert.Equal(1, await officer.Count(".govuk-error-summary:has-text('fewer than 20 envelopes')"));
        await officer.Write("VoterIds", "2");
        await officer.Tick("#NoMoreComing");
        await officer.Press("form:has(#VoterIds) button", then: "#Serial");
        var serial = await officer.Read("dt.code");
        await officer.Write("Serial", serial);
        await officer.Tick(".govuk-checkboxes__item:has-text('Benches on Mill Lane') input");
        await officer.Press("form:has(#Serial) button", then: ".govuk-summary-list__row:has-text('entered once')");

        // Whoever is on it can ask for that at any time.
        await volunteer.Open($"/rounds/{round}/ideas");
        await volunteer.Press("a:has-text('Benches on Mill Lane')", then: "img.idea-photo");
        await volunteer.Press("summary:has-text('Remove the photo')", then: "form[action*=RemovePhoto]");
        await volunteer.Press("form[action*=RemovePhoto] button", then: "main:not(:has(img.idea-photo))");
        Assert.Equal(404, (await page.APIRequest.GetAsync(new Uri(volunteer.Address).AbsolutePath + "/photo")).Status);

        Task Look() => axe.Look(page);

        // Before the paper is out, without scripts, by whoever sent the idea in.
        async Task AddPhoto()
        {
            await volunteer.Open($"/rounds/{round}/ideas");
            await volunteer.Press("a:has-text('Benches on Mill Lane')", then: "a[href$='/add-photo']");
            var idea = volunteer.Address;
            var photo = await volunteer.Photo();
            await using var small = await browsers.Open(process.Pages, new Screen(360, 740), bypassPolicy: true);
            var proposer = await Person.SignedIn(small, "volunteer");
            await proposer.GotoAsync(idea);
            await axe.Look(proposer);
            await proposer.GotoAsync(idea + "/add-photo");
            await axe.Look(proposer);
            await volunteer.Press("a[href$='/add-photo']", then: "#Content");
            await volunteer.Press("form:has(#Content) button.govuk-button", then: ".govuk-error-summary a[href='#Content']");
            await volunteer.Attach("Content", "lane.jpg", "image/jpeg", photo);
            await volunteer.Press("form:has(#Content) button.govuk-button", then: ".govuk-error-summary a[href='#EverybodySaidYes']");
            await Send(photo);
            Assert.Equal(idea, volunteer.Address);
            await proposer.GotoAsync(idea);
            await axe.Look(proposer);

            await officer.Open($"/council{new Uri(idea).AbsolutePath}");
            Assert.Equal(1, await officer.Count("img.idea-photo"));
            await officer.Press("summary:has-text('Remove this photo')", then: "#PhotoReason");
            await officer.Press("form[action*=TakePhoto] button", then: ".govuk-error-summary a[href='#PhotoReason']");
            await officer.Write("PhotoReason", "A number plate can be read on it.");
            await officer.Press(
                "form[action*=TakePhoto] button", then: "main:not(:has(img.idea-photo)) .govuk-inset-text:has-text('number plate')");
            await volunteer.Open(new Uri(idea).AbsolutePath);
            Assert.Contains("A number plate can be read on it.", await volunteer.Read(".govuk-inset-text"), StringComparison.Ordinal);
            await volunteer.Press("a[href$='/add-photo']", then: "#Content");
            await Send(photo);
        }

        async Task Send(byte[] photo)
        {
            await volunteer.Attach("Content", "lane.jpg", "image/jpeg", photo);
            await volunteer.Write("AltText", "Mill Lane, where the benches would stand");
            await volunteer.Tick("#EverybodySaidYes");
            await volunteer.Press("form:has(#Content) button.govuk-button", then: "img[alt='Mill Lane, where the benches would stand']");
        }

        // Its place is kept before it is there, and it is fetched when its words are opened.
        async Task SeePhoto()
        {
            var photo = page.Locator(".govuk-checkboxes__item:has-text('Benches on Mill Lane') img.idea-photo");
            Assert.False(await photo.EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"));
            await page.Locator(".govuk-checkboxes__item:has-text('Benches on Mill Lane') summary").ClickAsync();
            var place = await photo.BoundingBoxAsync();
            await page.WaitForFunctionAsync("() => document.querySelector('img.idea-photo').naturalWidth > 0");
            Assert.Equal(
                (1280, 800), (await photo.EvaluateAsync<int>("image => image.naturalWidth"),
                await photo.EvaluateAsync<int>("image => image.naturalHeight")));
            var shown = await photo.BoundingBoxAsync();
            Assert.Equal((place!.Width, place.Height), (shown!.Width, shown.Height));
            Assert.InRange(shown.Width, 200, 360);
            await Look();

            var address = (await photo.GetAttributeAsync("src"))!;
            var served = (await page.APIRequest.GetAsync(address)).Headers;
            Assert.Equal(("image/jpeg", "default-src 'none'; sandbox", "public, no-cache"),
                (served["content-type"], served["content-security-policy"], served["cache-control"]));
            Assert.Equal(304, (await page.APIRequest.GetAsync(address, new() { Headers = [new("if-none-match", served["etag"])] })).Status);
        }
    }
}
