using Participatory.Accountability.V1;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>Ethnic groups and main languages as the census of 2021 for England and Wales says them, and groups of people as we speak of
/// them.</summary>
internal static class CensusWords
{
    // A choice that is newer than this page shows as its code rather than not at all.
    public static string Ethnicity(string choice) => choice switch
    {
        "white" => Words.Census.EthnicityWhite,
        "white-british" => Words.Census.EthnicityWhiteBritish,
        "white-irish" => Words.Census.EthnicityWhiteIrish,
        "white-gypsy-traveller" => Words.Census.EthnicityWhiteGypsyTraveller,
        "white-roma" => Words.Census.EthnicityWhiteRoma,
        "white-other" => Words.Census.EthnicityWhiteOther,
        "mixed" => Words.Census.EthnicityMixed,
        "mixed-white-black-caribbean" => Words.Census.EthnicityMixedWhiteBlackCaribbean,
        "mixed-white-black-african" => Words.Census.EthnicityMixedWhiteBlackAfrican,
        "mixed-white-asian" => Words.Census.EthnicityMixedWhiteAsian,
        "mixed-other" => Words.Census.EthnicityMixedOther,
        "asian" => Words.Census.EthnicityAsian,
        "asian-indian" => Words.Census.EthnicityAsianIndian,
        "asian-pakistani" => Words.Census.EthnicityAsianPakistani,
        "asian-bangladeshi" => Words.Census.EthnicityAsianBangladeshi,
        "asian-chinese" => Words.Census.EthnicityAsianChinese,
        "asian-other" => Words.Census.EthnicityAsianOther,
        "black" => Words.Census.EthnicityBlack,
        "black-african" => Words.Census.EthnicityBlackAfrican,
        "black-caribbean" => Words.Census.EthnicityBlackCaribbean,
        "black-other" => Words.Census.EthnicityBlackOther,
        "other" => Words.Census.EthnicityOther,
        "other-arab" => Words.Census.EthnicityOtherArab,
        "other-any" => Words.Census.EthnicityOtherAny,
        _ => choice,
    };

    public static string Language(string choice) => choice switch
    {
        "english" => Words.Census.LanguageEnglish,
        "polish" => Words.Census.LanguagePolish,
        "romanian" => Words.Census.LanguageRomanian,
        "panjabi" => Words.Census.LanguagePanjabi,
        "urdu" => Words.Census.LanguageUrdu,
        "portuguese" => Words.Census.LanguagePortuguese,
        "spanish" => Words.Census.LanguageSpanish,
        "arabic" => Words.Census.LanguageArabic,
        "bengali" => Words.Census.LanguageBengali,
        "gujarati" => Words.Census.LanguageGujarati,
        "italian" => Words.Census.LanguageItalian,
        "other" => Words.Census.LanguageOther,
        _ => choice,
    };

    /// <summary>The people of a group, as the beginning of a sentence.</summary>
    public static string People(AboutMe question, string choice) => (question, choice) switch
    {
        (AboutMe.Age, "under-25") => Words.Census.OfAgeUnder25,
        (AboutMe.Age, "25-44") => Words.Census.OfAge2544,
        (AboutMe.Age, "45-64") => Words.Census.OfAge4564,
        (AboutMe.Age, "65-over") => Words.Census.OfAge65Over,
        (AboutMe.Disability, "yes") => Words.Census.OfDisabilityYes,
        (AboutMe.Disability, "no") => Words.Census.OfDisabilityNo,
        (AboutMe.Gender, "woman") => Words.Census.OfGenderWoman,
        (AboutMe.Gender, "man") => Words.Census.OfGenderMan,
        (AboutMe.Gender, "other") => Words.Census.OfGenderOther,
        (AboutMe.Home, "owned") => Words.Census.OfHomeOwned,
        (AboutMe.Home, "rented") => Words.Census.OfHomeRented,
        (AboutMe.Home, "other") => Words.Census.OfHomeOther,
        (AboutMe.Ethnicity, "white") => Words.Census.OfEthnicityWhite,
        (AboutMe.Ethnicity, "mixed") => Words.Census.OfEthnicityMixed,
        (AboutMe.Ethnicity, "asian") => Words.Census.OfEthnicityAsian,
        (AboutMe.Ethnicity, "black") => Words.Census.OfEthnicityBlack,
        (AboutMe.Ethnicity, "other") => Words.Census.OfEthnicityOther,
        (AboutMe.Language, "english") => Words.Census.OfLanguageEnglish,
        (AboutMe.Language, "other") => Words.Census.OfLanguageOther,
        _ => AnswerWords.Of(question, choice),
    };
}
