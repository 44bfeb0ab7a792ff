using Participatory.People.Persons;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Profile;

/// <summary>An administrator changes how the council calls itself and looks.</summary>
internal sealed class ChangeProfile(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new($"""
        INSERT INTO council_profile ({ProfileRow.Columns})
        VALUES (@Version, @Name, @Accent, @AccentDark, @ContactName, @ContactAddress, @ContactEmail, @ContactPhone, @ContactHours,
            @PrivacyContact, @PrivacyWords, @AccessibilityWords, @ChangedAs, @ChangedAt)
        """);

    public async Task<CouncilProfile> Handle(ChangeProfileRequest request, Caller caller, CancellationToken cancellation)
    {
        var profile = request.Profile ?? new CouncilProfile();
        var fields = new Fields().RequestId(request.RequestId).Text("profile.name", profile);
        foreach (var field in (string[])
        [
            "accent", "accent_dark", "contact_name", "contact_address", "contact_email", "contact_phone", "contact_hours",
            "privacy_contact", "privacy_words", "accessibility_words",
        ])
        {
            fields.Text($"profile.{field}", profile, required: false);
        }

        var asked = ProfileRow.Of(profile);
        Colour(fields, "profile.accent", asked.Accent);
        Colour(fields, "profile.accent_dark", asked.AccentDark);
        fields.Require(
            asked.ContactEmail.Length == 0 || Addresses.LooksRight(asked.ContactEmail), "profile.contact_email", PeopleReasons.EmailWrong)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, CouncilProfile.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("profile");
        var changed = Decide(await ProfileRow.LoadLastOrNull(transaction), asked, profile.Version, caller, clock.GetUtcNow());
        await transaction.Execute(Insert, changed);
        var answer = changed.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The version that comes after the last one.</summary>
    /// <param name="last">Null where the settings of the machine say it.</param>
    /// <param name="looked">The version that was looked at; 0 for the settings.</param>
    /// <exception cref="Refusal">Somebody changed it meanwhile, or nothing is changed.</exception>
    internal static ProfileRow Decide(ProfileRow? last, ProfileRow asked, int looked, Caller caller, DateTimeOffset now)
    {
        if (looked != (last?.Version ?? 0))
        {
            throw new Refusal(PeopleReasons.ProfileChanged, [("who", last?.ChangedAs ?? "")]);
        }

        return last == asked with { Version = looked, ChangedAs = last?.ChangedAs ?? "", ChangedAt = last?.ChangedAt ?? default }
            ? throw new Refusal(PeopleReasons.ProfileAsItWas)
            : asked with { Version = looked + 1, ChangedAs = caller.ShownAs, ChangedAt = now };
    }

    private static void Colour(Fields fields, string field, string colour)
    {
        var isColour = Contrast.IsColour(colour);
        var contrast = isColour ? Contrast.OnWhite(colour) : 0;
        fields.Require(colour.Length == 0 || isColour, field, PeopleReasons.ColourWrong)
            .Require(!isColour || contrast >= Contrast.Enough, field, PeopleReasons.ColourTooLight);
    }
}
