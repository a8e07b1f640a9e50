using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Erasure;

/// <summary>The kernel masks and deletes through one door; what goes through it is masked once, verified, and counted.</summary>
public sealed class WipeKernelScenarios : IDisposable
{
    readonly ErasureWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_due_contact_loses_what_singles_it_out_and_keeps_what_does_not()
    {
        var contact = world.Contact(account: null, "Lovelace", ("firstname", "Ada"), ("emailaddress1", "ada@example.org"), ("birthdate", new DateTime(1985, 12, 10)), ("description", "likes engines"), ("address1_country", "UK"));

        var outcome = Mask(contact, Row(contact));

        var row = Read(contact, "fullname", "lastname", "firstname", "emailaddress1", "birthdate", "description", "address1_country");
        Assert.Matches("^ANON-[A-Z2-7]{10}$", row.GetAttributeValue<string>("lastname"));
        Assert.Equal(row.GetAttributeValue<string>("lastname"), row.GetAttributeValue<string>("fullname"));
        Assert.Equal("[anonymisiert]", row.GetAttributeValue<string>("description"));
        Assert.Equal("UK", row.GetAttributeValue<string>("address1_country"));
        Assert.DoesNotContain(row.Attributes, cell => cell.Key is "firstname" or "emailaddress1" or "birthdate");
        Assert.Equal((1, 1), (outcome.Counts()["contact text"], outcome.Counts()["contact token"]));
        Assert.Equal(outcome.Counts()["contact null"], outcome.Changes.Count(change => !row.Contains(change.Column)));
        Assert.Empty(outcome.Failures);
        Assert.Empty(outcome.Undecided);
    }

    [Fact]
    public void A_token_follows_from_the_place_and_the_key_and_never_from_the_value()
    {
        var secret = Enumerable.Range(1, SubjectKey.Octets).Select(i => (byte)i).ToArray();
        var id = Guid.Parse("0e4331fe-3ec7-5e40-a0e4-cd3addb6d36e");
        var digest = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("contact·0e4331fe-3ec7-5e40-a0e4-cd3addb6d36e·lastname"));
        var bits = string.Concat(digest.Take(7).Select(octet => Convert.ToString(octet, 2).PadLeft(8, '0')));
        var expected = "ANON-" + string.Concat(Enumerable.Range(0, 10).Select(i => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Convert.ToInt32(bits.Substring(i * 5, 5), 2)]));

        Assert.Equal(expected, new SubjectKey(secret).Token("contact", id, "lastname"));
    }

    [Fact]
    public void Masking_twice_equals_masking_once()
    {
        var texts = Gen.OneOf(Gen.Const(""), Gen.Const("[anonymisiert]"), Gen.Const("ANON-ABCDEFGHIJ"), Gen.Const("12"), Gen.String[Gen.Char.AlphaNumeric, 1, 20]);
        Gen.Select(texts, texts, texts, texts).Sample(
            (last, mail, text, postcode) =>
            {
                var contact = world.Contact(account: null, last, ("emailaddress1", mail), ("description", text), ("address1_postalcode", postcode.Length > 10 ? postcode[..10] : postcode));
                var kernel = world.Kernel(contact);
                kernel.Mask([Row(contact)]);
                var once = Read(contact, "lastname", "emailaddress1", "description", "address1_postalcode").Attributes.ToDictionary();

                var again = kernel.Mask([Row(contact)]);

                Assert.Empty(again.Changes);
                Assert.Equal(once, Read(contact, "lastname", "emailaddress1", "description", "address1_postalcode").Attributes.ToDictionary());
                Assert.Empty(kernel.Check([Row(contact)]).Failures);
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void Open_rows_cost_one_write_each_and_two_reads_together()
    {
        var account = world.Account();
        var contacts = Enumerable.Range(0, 20).Select(i => world.Contact(account, "Person" + i)).ToList();
        world.Kernel(account).Mask([Row(world.Contact(account, "First"))]);
        world.Local.Requests.Clear();

        world.Kernel(account).Mask([.. contacts.Select(contact => Row(contact))]);

        Assert.Equal(20 * WipeRequests.MaskPerRow + 21 * WipeRequests.FencePerSubject, Sent("Update"));
        Assert.Equal(2 * WipeRequests.ReadPerTable, Sent("RetrieveMultiple", "contact"));
        Assert.Equal(WipeRequests.KeyPerChunk, Sent("RetrieveMultiple", SubjectKeyRow.Table));
    }

    [Fact]
    public void A_closed_activity_costs_three_writes_and_is_closed_as_it_was()
    {
        var account = world.Account();
        var task = world.Add("task", ("subject", "Call Ada Lovelace"), ("description", "about her debts"), ("actualend", new DateTime(2020, 2, 29, 12, 0, 0, DateTimeKind.Utc)));
        world.Close("task", task, state: 1, status: 5);
        var before = Read("task", task, "statecode", "statuscode", "actualend");
        world.Local.Requests.Clear();

        var outcome = Mask(account, ErasureWorld.Row("task", task, "activity_internal", account));

        var after = Read("task", task, "subject", "description", "statecode", "statuscode", "actualend");
        Assert.Equal(WipeRequests.MaskPerClosedActivity + WipeRequests.FencePerSubject, Sent("Update"));
        Assert.Equal(2 * WipeRequests.ReadPerActivityTable, Sent("RetrieveMultiple"));
        Assert.Equal(("[anonymisiert]", "[anonymisiert]"), (after["subject"], after["description"]));
        Assert.All(new[] { "statecode", "statuscode", "actualend" }, column => Assert.Equal(before[column], after[column]));
        Assert.Empty(outcome.Failures);
    }

    [Fact]
    public void Party_lists_lose_addresses_and_keep_pointing_to_rows()
    {
        var contact = world.Contact(account: null, "Lovelace");
        var user = new EntityReference("systemuser", world.Local.AdministratorId);
        var mail = world.Add("email", ("subject", "x"), ("to", ErasureWorld.Parties((contact, "ada@example.org"), (null, "stranger@example.org"))), ("from", ErasureWorld.Parties((user, null))));

        var outcome = Mask(contact, ErasureWorld.Row("email", mail, "activity_internal", contact));

        var to = Read("email", mail, "to").GetAttributeValue<EntityCollection>("to").Entities;
        Assert.Equal([contact.Id], to.Select(party => party.GetAttributeValue<EntityReference>("partyid").Id));
        Assert.Empty(world.PlacesOf("@example.org"));
        Assert.Contains(outcome.Changes, change => change is { Column: "to", Method: ErasureMapEntryMethod.RewriteParty });
    }

    [Fact]
    public void A_mail_that_another_subject_keeps_loses_only_the_addresses_of_this_one()
    {
        var contact = world.Contact(account: null, "Lovelace");
        var other = world.Contact(account: null, "Babbage");
        var mail = world.Add("email", ("subject", "Ada"), ("to", ErasureWorld.Parties((contact, "ada@example.org"), (other, "charles@example.org"), (null, "ADA@home.example.org"))));
        var kept = new RowCircumstances { Stage = LineStage.Running, IsKeptForAnotherGround = true };

        world.Kernel(contact, addresses: ["ada@home.example.org"]).Mask([ErasureWorld.Row("email", mail, "activity_internal", contact, kept)]);

        Assert.Empty(world.PlacesOf("ada@"));
        Assert.Equal(["activityparty.addressused"], world.PlacesOf("charles@example.org"));
        Assert.Equal("[anonymisiert]", Read("email", mail, "subject")["subject"]);
    }

    [Fact]
    public void Two_characters_of_a_postcode_stay_where_ten_rows_share_them()
    {
        var crowd = Enumerable.Range(0, 10).Select(i => world.Contact(account: null, "Many" + i, ("address1_postalcode", "1011" + i))).ToList();
        var alone = world.Contact(account: null, "Alone", ("address1_postalcode", "99999"));

        Mask(crowd[0], Row(crowd[0]));
        Mask(alone, Row(alone));

        Assert.Equal("10", Read(crowd[0], "address1_postalcode")["address1_postalcode"]);
        Assert.False(Read(alone, "address1_postalcode").Contains("address1_postalcode"));
    }

    [Fact]
    public void A_row_on_hold_is_not_touched_and_the_subjects_row_is_written_before_the_holds_are_asked()
    {
        var held = world.Contact(account: null, "Held");
        var free = world.Contact(account: null, "Free");
        var fences = 0;
        var stop = new Stop(held.Id) { WhenAsked = () => fences = Sent("Update") };
        world.Local.Requests.Clear();

        var outcome = world.Kernel(free, stop).Mask([Row(held), Row(free)]);

        Assert.Equal((1, 2), (stop.Asked, fences));
        Assert.Equal([held.Id], outcome.OnHold.Select(row => row.Id));
        Assert.Equal("Held", Read(held, "lastname")["lastname"]);
        Assert.StartsWith("ANON-", (string)Read(free, "lastname")["lastname"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_deleted_only_after_it_was_masked()
    {
        var account = world.Account();
        var task = world.Add("task", ("subject", "Call Ada Lovelace"));
        var row = ErasureWorld.Row("task", task, "activity_internal", account);
        var kernel = world.Kernel(account);

        var early = kernel.Delete([row]);
        kernel.Mask([row]);
        world.Local.Requests.Clear();
        var late = kernel.Delete([row]);
        var again = kernel.Delete([row]);

        Assert.Equal(WipeFailureReason.NotMasked, Assert.Single(early.Failures).Reason);
        Assert.Empty(early.Changes);
        Assert.Equal(ErasureMapEntryMethod.DeleteRow, Assert.Single(late.Changes).Method);
        Assert.Equal(WipeRequests.DeletePerRow, Sent("Delete"));
        Assert.Equal([task], again.Gone.Select(gone => gone.Id));
        Assert.Empty(world.PlacesOf("Lovelace"));
    }

    [Fact]
    public void The_file_of_a_note_is_emptied_without_being_read()
    {
        var contact = world.Contact(account: null, "Lovelace");
        var note = world.Add("annotation", ("objectid", contact), ("subject", "Ada's passport"), ("filename", "ada.pdf"), ("isdocument", true), ("documentbody", "QWRhIExvdmVsYWNl"));
        var row = ErasureWorld.Row("annotation", note, "contact_master", contact);

        var outcome = Mask(contact, row);
        var again = Mask(contact, row);

        var read = Read("annotation", note, "subject", "filename", "documentbody", "isdocument");
        Assert.Equal(("[anonymisiert]", "[anonymisiert]", false), (read["subject"], read["filename"], read["isdocument"]));
        Assert.False(read.Contains("documentbody"));
        Assert.Contains(outcome.Changes, change => change is { Column: "documentbody", Method: ErasureMapEntryMethod.DeleteFile });
        Assert.Empty(again.Changes);
    }

    [Fact]
    public void A_standing_consent_leaves_the_name_and_the_channel()
    {
        var contact = world.Contact(account: null, "Lovelace", ("firstname", "Ada"), ("emailaddress1", "ada@example.org"), ("telephone1", "123"));
        var reduced = RowCircumstances.OfDueRow with { ReducesToConsent = true, ConsentedColumns = "emailaddress1" };

        Mask(contact, ErasureWorld.Row("contact", contact.Id, "contact_master", contact, reduced));

        var row = Read(contact, "lastname", "firstname", "emailaddress1", "telephone1");
        Assert.Equal(("Lovelace", "Ada", "ada@example.org"), (row["lastname"], row["firstname"], row["emailaddress1"]));
        Assert.False(row.Contains("telephone1"));
    }

    [Fact]
    public void A_column_that_nobody_classified_is_told_and_not_written()
    {
        var contact = world.Contact(account: null, "Lovelace", ("nickname", "Countess"));
        var table = world.Catalog.Find("contact")!;
        var withHobby = new TableCatalog([new TableFacts("contact", table.PrimaryId, table.PrimaryName, isActivity: false, [.. table.Columns, new ColumnFacts { Name = "new_hobby", IsWritable = true }], [])]);

        var outcome = world.Kernel(contact, catalog: withHobby).Mask([Row(contact)]);

        Assert.Equal(["contact.new_hobby"], outcome.Undecided);
    }

    [Fact]
    public void What_the_platform_did_not_write_is_a_failure()
    {
        var contact = world.Contact(account: null, "Lovelace", ("firstname", "Ada"));
        var table = world.Catalog.Find("contact")!;
        var fullName = new ErasureMapEntry(new Dictionary<string, string>
        {
            ["table_name"] = "contact", ["column"] = "fullname", ["record_class"] = "contact_master", ["category"] = "name", ["method"] = "text", ["condition"] = "", ["ground"] = "",
        });
        var kernel = new WipeKernel(new WipeSetup
        {
            Service = world.Service, Map = new ErasureMap([fullName]), Catalog = new TableCatalog([table]), Subject = contact, Stop = new Stop(),
        });

        var outcome = kernel.Mask([Row(contact)]);

        Assert.Equal(("fullname", WipeFailureReason.NotWritten), outcome.Failures.Select(failure => (failure.Column, failure.Reason)).Single());
        Assert.Empty(outcome.Changes);
    }

    [Fact]
    public void A_destroyed_key_makes_no_token_and_is_deleted_in_a_later_step()
    {
        var contact = world.Contact(account: null, "Lovelace");
        var kernel = world.Kernel(contact);
        kernel.Mask([Row(contact)]);
        var early = SubjectKeys.DeleteDestroyed(world.Service, contact);
        world.Local.Requests.Clear();

        var outcome = kernel.DestroyKey(world.Local.Clock.UtcNow);

        Assert.Equal(WipeRequests.DestroyKey, world.Local.Requests.Count);
        Assert.Equal(ErasureMapEntryMethod.DestroyKey, Assert.Single(outcome.Changes).Method);
        var later = world.Contact(account: null, "Second");
        Assert.EndsWith("[OFF-3130]", Assert.Throws<InvalidPluginExecutionException>(() => world.Kernel(contact).Mask([ErasureWorld.Row("contact", later.Id, "contact_master", contact)])).Message, StringComparison.Ordinal);
        Assert.Equal((false, true, false), (early, SubjectKeys.DeleteDestroyed(world.Service, contact), SubjectKeys.DeleteDestroyed(world.Service, contact)));
        Assert.Empty(kernel.DestroyKey(world.Local.Clock.UtcNow).Changes);
    }

    [Fact]
    public void Other_subjects_rows_are_left_exactly_as_they_were()
    {
        var contact = world.Contact(world.Account(), "Lovelace");
        world.Contact(world.Account("Fabrikam"), "Babbage", ("emailaddress1", "charles@example.org"));
        var before = world.Local.Snapshot();

        Mask(contact, Row(contact));

        Assert.Equal(
            [(SubjectKeyRow.Table, false), ("contact", true)],
            before.ChangesTo(world.Local.Snapshot()).Where(change => change.Table is not ("audit" or "plugintracelog")).Select(change => (change.Table, change.Id == contact.Id)).OrderBy(change => change.Item2));
    }

    [Fact]
    public void A_chunk_has_a_limit_and_its_tables_must_be_known()
    {
        var contact = world.Contact(account: null);
        var kernel = world.Kernel(contact);

        Assert.Contains("at most 200 rows, this one 201", Assert.Throws<ArgumentException>(() => kernel.Mask([.. Enumerable.Repeat(Row(contact), 201)])).Message, StringComparison.Ordinal);
        Assert.Contains("no table 'unicorn'", Assert.Throws<ArgumentException>(() => kernel.Mask([ErasureWorld.Row("unicorn", Guid.NewGuid(), "voucher", contact)])).Message, StringComparison.Ordinal);
    }

    static WipeRow Row(EntityReference contact) => ErasureWorld.Row("contact", contact.Id, "contact_master", contact);

    WipeOutcome Mask(EntityReference subject, params WipeRow[] rows) => world.Kernel(subject).Mask(rows);

    Entity Read(EntityReference row, params string[] columns) => Read(row.LogicalName, row.Id, columns);

    Entity Read(string table, Guid id, params string[] columns) => world.Service.Retrieve(table, id, new ColumnSet(columns));

    int Sent(string message, string? table = null) => world.Local.Requests.Count(request => request.Depth == 1 && request.Message == message && (table is null || request.Table == table));
}
