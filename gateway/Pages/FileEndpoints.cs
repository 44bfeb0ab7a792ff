using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages;

/// <summary>The addresses of everything that is given out as it is, without a page around it.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this WebApplication app)
    {
        app.MapFile("/rounds/{id}/ideas/{n}/photo", Ideas.IdeaPhoto.Get);
        app.MapFile("/rounds/{id}/ideas/{n}/timeline.json", Ideas.TimelineData.Get);
        app.MapFile("/logo/{id}", About.LogoFile.Get);
        app.MapFile("/groups/{group}/picture", Groups.PictureFile.Get);
        app.MapFile("/ledger/all.jsonl", Ledger.WholeLedgerFile.Get);
        app.MapFile("/ledger/{date:regex(^\\d{{4}}-\\d{{2}}-\\d{{2}}$)}.json", Ledger.CloseFile.Get);
        app.MapFile("/rounds/{id}/ledger.jsonl", Ledger.RoundLedgerFile.Get);
        app.MapFile("/rounds/{id}/money.csv", Ledger.MoneyFile.Get);
        app.MapFile("/council/residents.csv", Council.Residents.ResidentsFormFile.Get);
        app.MapFile("/council/rounds/{id}/desk.csv", Council.Desk.DeskFile.Get);
        app.MapFile("/my/data/about-you.zip", My.Rights.EverythingFile.Get);
        app.MapFile("/open/rounds/{id}/{file}", OpenData.GrantsFile.Get);
        app.MapFile("/open/{file}", OpenData.GrantsFile.Get);
        app.MapFile("/photos/{id}", Stories.StoryPhoto.Get);
        app.MapFile("/funders/{secret}/photos/{id}", Stories.StoryPhoto.Get);
        app.MapFile("/funders/{secret}/voices/{id}", Stories.StoryVoice.Get);
        app.MapFile("/stories.atom", Stories.StoriesFeed.Get);
        app.MapFile("/stories.json", Stories.StoriesData.Get);
        app.MapFile("/voices/{id}", Stories.StoryVoice.Get);
        app.MapFile("/rounds/{id}/voices/{voice}/file", Voices.VoiceFiles.Get);
        app.MapFile("/my-voice/{secret}/file", Voices.VoiceFiles.GetMine);
        app.MapFile("/rounds.atom", Rounds.RoundsFeed.Get);
        app.MapFile("/results.atom", Rounds.ResultsFeed.Get);
        app.MapFile("/rounds/{id}/ideas.atom", Ideas.IdeasFeed.Get);
        app.MapFile("/rounds/{id}/areas.svg", Maps.AreasFile.Get);
        app.MapFile("/rounds/{id}/ideas.geojson", Maps.IdeasGeoJson.Get);
        app.MapFile("/rounds/{id}/voices.atom", Voices.VoicesFeed.Get);
        app.MapFile("/rounds/{id}/voices.csv", Voices.VoicesCsv.Get);
        app.MapFile("/rounds/{id}/voices.json", Voices.VoicesData.Get);
        app.MapFile("/rounds/{id}/bundle.jsonl", Voting.Files.BundleFile.Get);
        app.MapFile("/rounds/{id}/election-{area}.pb", Voting.Files.ElectionFile.Get);
    }
}
