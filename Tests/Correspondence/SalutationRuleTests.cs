using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class SalutationRuleTests
{
    [Theory]
    [InlineData("de", "sie", "formal", "Frau Dr.", null, "Sehr geehrte Frau Dr. Muster,")]
    [InlineData("de", "sie", "formal", "Prof. Dr.", false, "Sehr geehrter Herr Prof. Dr. Muster,")]
    [InlineData("de", "sie", "informal", "Herr", null, "Guten Tag Herr Muster,")]
    [InlineData("de", "sie", "formal", null, null, "Guten Tag Kim Muster,")]
    [InlineData("de", "du", "formal", null, null, "Guten Tag Kim,")]
    [InlineData("de", "du", "informal", "Frau", null, "Hallo Kim,")]
    [InlineData("en", "sie", "formal", null, true, "Dear Ms Muster,")]
    [InlineData("en", "sie", "formal", "Dr.", true, "Dear Dr. Muster,")]
    [InlineData("en", "sie", "informal", "Mr", null, "Hello Mr Muster,")]
    [InlineData("en", "sie", "formal", null, null, "Dear Kim Muster,")]
    [InlineData("en", "du", "formal", null, null, "Dear Kim,")]
    [InlineData("en", "du", "informal", null, null, "Hello Kim,")]
    public void R23_the_greeting_follows_language_address_and_formality(string language, string address, string formality, string? title, bool? isFemale, string expected)
    {
        var recipient = new Recipient { FirstName = "Kim", LastName = "Muster", Title = title, IsFemale = isFemale };

        Assert.Equal(expected, SalutationRule.Of(recipient, Variant(language, address, formality)));
    }

    [Theory]
    [InlineData("sie", null, "Muster", null, "gendercode")]
    [InlineData("sie", null, "Muster", true, null)]
    [InlineData("sie", "Kim", null, true, "lastname")]
    [InlineData("du", null, "Muster", true, "firstname")]
    [InlineData("du", " ", "Muster", true, "firstname")]
    public void A_record_that_allows_no_greeting_names_what_is_missing(string address, string? first, string? last, bool? isFemale, string? missing)
    {
        var recipient = new Recipient { FirstName = first, LastName = last, IsFemale = isFemale };

        Assert.Equal(missing, SalutationRule.Missing(recipient, LetterAddressCodes.FromCode(address)!.Value));
        Assert.Equal(missing is null, SalutationRule.Of(recipient, Variant("de", address, "formal")) is not null);
    }

    static LetterVariant Variant(string language, string address, string formality) =>
        new(LetterKind.Thanks, LetterLanguageCodes.FromCode(language)!.Value, LetterAddressCodes.FromCode(address)!.Value, LetterFormalityCodes.FromCode(formality)!.Value);
}
