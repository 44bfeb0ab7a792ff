using System.Text.RegularExpressions;
using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>What has to hold of what somebody says, however it came.</summary>
internal static partial class VoiceFields
{
    /// <summary>All of a voice that somebody says for themselves, and what opens it again for whoever has no account.</summary>
    /// <param name="given">As the field <c>voice</c> has it; null where it is missing.</param>
    /// <param name="secret">As the field <c>secret</c> has it.</param>
    /// <param name="needsWords">False where there may be a sound in their place.</param>
    public static Fields OfVoice(this Fields fields, Voice? given, string secret, Caller caller, bool needsWords = true)
    {
        var said = given ?? new Voice();
        return fields.Require(given is not null, "voice", ProposalsReasons.VoiceMissing)
            .Id("voice.question_id", said.QuestionId)
            .Code("voice.area_code", said.AreaCode, required: false)
            .Said("voice.", said, said.Language, needsWords)
            .For("voice.", said, said.Audience, said.FirstName)
            .Require(caller.IsSignedIn ? secret.Length == 0 : LinkSecret.HashOf(secret) is not null, "secret",
                caller.IsSignedIn ? ProposalsReasons.SecretNotNeeded : ProposalsReasons.SecretWrong);
    }

    /// <summary>Its words and the language in which it was said.</summary>
    /// <param name="path">Before the names of the fields, such as "voice.".</param>
    /// <param name="of">The message that has both.</param>
    /// <param name="needsWords">False where there may be a sound in their place.</param>
    public static Fields Said(this Fields fields, string path, IMessage of, string language, bool needsWords = true) =>
        fields.Text(path + "words", of, needsWords).Text(path + "language", of, required: false)
            .Require(LanguageTag().IsMatch(language), path + "language", ProposalsReasons.LanguageWrong);

    /// <summary>Whom it is for, and the first name that stands with it where one does.</summary>
    public static Fields For(this Fields fields, string path, IMessage of, VoiceAudience audience, string firstName) =>
        fields.Require(audience is VoiceAudience.WithName or VoiceAudience.WithoutName or VoiceAudience.Council, path + "audience",
                ProposalsReasons.AudienceMissing)
            .Text(path + "first_name", of, required: audience == VoiceAudience.WithName)
            .Require(firstName.Length == 0 || audience is not (VoiceAudience.WithoutName or VoiceAudience.Council), path + "first_name",
                ProposalsReasons.FirstNameNotShown);

    /// <inheritdoc cref="SoughtText.Fold"/>
    public static string Sought(string words) => SoughtText.Fold(words);

    /// <inheritdoc cref="SoughtText.Patterns"/>
    public static IReadOnlyList<string> Patterns(string search) => SoughtText.Patterns(search);

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();
}
