<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About NearDup</source>
            <translation>NearDup について</translation>
        </message>
        <message>
            <source>Known after the first scan</source>
            <translation>最初のスキャンの後に表示されます</translation>
        </message>
        <message>
            <source>Finds near-duplicate photos, says why they match, and removes what you choose so that it can be brought back. Everything stays on this computer.</source>
            <translation>よく似た写真を見つけ、似ている理由を示し、選んだものを元に戻せる形で取り除きます。データがこのコンピューターの外に出ることはありません。</translation>
        </message>
        <message>
            <source>Computes with</source>
            <translation>計算に使うもの</translation>
        </message>
        <message>
            <source>Made of</source>
            <translation>使用ライブラリ</translation>
        </message>
    </context>
    <context>
        <name>ActionBar</name>
        <message>
            <source>Use the quarantine instead</source>
            <translation>代わりに隔離フォルダーを使う</translation>
        </message>
        <message>
            <source>Clear marks</source>
            <translation>印を消す</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>How photos are removed</source>
            <translation>写真の取り除き方</translation>
        </message>
        <message>
            <source>How…</source>
            <translation>方法…</translation>
        </message>
        <message>
            <source>Nothing is marked for removal.</source>
            <translation>削除の印が付いた写真はありません。</translation>
        </message>
        <message>
            <source>They will be left alone.</source>
            <translation>それらはそのまま残ります。</translation>
        </message>
        <message>
            <source>Nothing marked</source>
            <translation>印はありません</translation>
        </message>
        <message>
            <source>Not possible</source>
            <translation>実行できません</translation>
        </message>
        <message>
            <source>Click a photo to mark it for removal.</source>
            <translation>写真をクリックすると削除の印が付きます。</translation>
        </message>
        <message>
            <source>{0} marked in {1}. At least one photo of each stays.</source>
            <translation>{1}の{0}に印。必ず各1枚は残ります。</translation>
        </message>
    </context>
    <context>
        <name>ArrangeBar</name>
        <message>
            <source>Show groups with these words in a name or folder</source>
            <translation>名前またはフォルダーにこの語を含むグループを表示</translation>
        </message>
        <message>
            <source>Filter the groups</source>
            <translation>グループを絞り込む</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>検索</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>絞り込み</translation>
        </message>
        <message>
            <source>Sort</source>
            <translation>並べ替え</translation>
        </message>
        <message>
            <source>Similarity</source>
            <translation>類似度</translation>
        </message>
        <message>
            <source>Similarity: how alike photos must be to share a group</source>
            <translation>類似度：写真をどれだけ似ていれば同じグループにするか</translation>
        </message>
        <message>
            <source>As found</source>
            <translation>見つかった順</translation>
        </message>
        <message>
            <source>Most bytes first</source>
            <translation>容量の大きい順</translation>
        </message>
        <message>
            <source>Most alike first</source>
            <translation>よく似ている順</translation>
        </message>
        <message>
            <source>Most photos first</source>
            <translation>枚数の多い順</translation>
        </message>
        <message>
            <source>Latest first</source>
            <translation>新しい順</translation>
        </message>
        <message>
            <source>By folder</source>
            <translation>フォルダー順</translation>
        </message>
        <message>
            <source>Sort the groups</source>
            <translation>グループを並べ替える</translation>
        </message>
    </context>
    <context>
        <name>Arrivals</name>
        <message>
            <source>New and covered</source>
            <translation>新着でほかにもある</translation>
        </message>
        <message>
            <source>What arrived in a folder with a rule, and another folder has all of. You say what goes.</source>
            <translation>ルールのあるフォルダーに届き、中身がすべて別のフォルダーにもある写真です。何を外すかはあなたが決めます。</translation>
        </message>
        <message>
            <source>nothing new</source>
            <translation>新着なし</translation>
        </message>
        <message numerus="yes">
            <source>%Ln rules</source>
            <translation>
                <numerusform>ルール %Ln 件</numerusform>
            </translation>
        </message>
        <message>
            <source>{0}, covered by {1}</source>
            <translation>{0} (もう一方: {1})</translation>
        </message>
        <message>
            <source>1 more new photo is not covered.</source>
            <translation>ほかに、まだどこにもない新着が 1 枚あります。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more new photos are not covered.</source>
            <translation>
                <numerusform>ほかに、まだどこにもない新着が %Ln 枚あります。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 wants a look: it is in the folders.</source>
            <translation>1 枚は確認が必要です。「フォルダー」で見られます。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln want a look: they are in the folders.</source>
            <translation>
                <numerusform>%Ln 枚は確認が必要です。「フォルダー」で見られます。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 photo stays, and is new no longer.</source>
            <translation>1 枚を残しました。もう新着ではありません。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photos stay, and are new no longer.</source>
            <translation>
                <numerusform>%Ln 枚を残しました。もう新着ではありません。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ArrivalsController</name>
        <message>
            <source>Let new photos stay</source>
            <translation>新着を残す</translation>
        </message>
        <message>
            <source>What has arrived could not be looked at because of a fault.</source>
            <translation>不具合のため、新着を調べられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>ArrivalsPage</name>
        <message>
            <source>Rules…</source>
            <translation>ルール…</translation>
        </message>
        <message>
            <source>Which folders are looked through, and which may cover what arrives</source>
            <translation>どのフォルダーの新着を見るか、どのフォルダーと比べるか</translation>
        </message>
        <message>
            <source>Let all stay</source>
            <translation>すべて残す</translation>
        </message>
        <message>
            <source>I have looked: these stay, and are new no longer</source>
            <translation>確認しました。これらは残り、新着ではなくなります</translation>
        </message>
    </context>
    <context>
        <name>ArrivalsView</name>
        <message>
            <source>looking…</source>
            <translation>調べています…</translation>
        </message>
        <message>
            <source>no rule</source>
            <translation>ルールなし</translation>
        </message>
    </context>
    <context>
        <name>BestController</name>
        <message>
            <source>The frames are still being looked at. One moment.</source>
            <translation>コマを調べています。少しお待ちください。</translation>
        </message>
    </context>
    <context>
        <name>CardDelegate</name>
        <message>
            <source>Marked</source>
            <translation>印あり</translation>
        </message>
        <message>
            <source>Stays</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>Protected</source>
            <translation>保護</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比較</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>似た写真を探す</translation>
        </message>
    </context>
    <context>
        <name>CardSizeSlider</name>
        <message>
            <source>Photo size</source>
            <translation>写真の大きさ</translation>
        </message>
        <message>
            <source>In the middle photos grow with the window. Ctrl and the wheel do the same.</source>
            <translation>中央では、写真はウィンドウに合わせて大きくなります。Ctrl とホイールでも変えられます。</translation>
        </message>
    </context>
    <context>
        <name>CardsModel</name>
        <message>
            <source>marked for removal</source>
            <translation>削除の印あり</translation>
        </message>
        <message>
            <source>stays</source>
            <translation>残します</translation>
        </message>
    </context>
    <context>
        <name>CompareFacts</name>
        <message>
            <source>Stays</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>Marked</source>
            <translation>印あり</translation>
        </message>
        <message>
            <source>Let it stay</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>Mark for removal</source>
            <translation>削除の印を付ける</translation>
        </message>
    </context>
    <context>
        <name>ComparePage</name>
        <message>
            <source>Photos of the group</source>
            <translation>グループの写真</translation>
        </message>
        <message>
            <source>Pixels of the screen for each of the larger photo</source>
            <translation>大きいほうの写真の1画素あたりの画面の画素数</translation>
        </message>
        <message>
            <source>1:1</source>
            <translation>1:1</translation>
        </message>
        <message>
            <source>Pixel for pixel</source>
            <translation>等倍</translation>
        </message>
        <message>
            <source>Flip while pressed (Space or F)</source>
            <translation>押している間だけ入れ替え (スペースまたは F)</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>並べて表示</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>違い</translation>
        </message>
        <message>
            <source>Pixel for pixel, or all</source>
            <translation>等倍と全体表示の切り替え</translation>
        </message>
        <message>
            <source>Flip</source>
            <translation>切り替え</translation>
        </message>
        <message>
            <source>Back to the group</source>
            <translation>グループに戻る</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>戻る</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>入れ替え</translation>
        </message>
        <message>
            <source>Swap left and right</source>
            <translation>左右を入れ替える</translation>
        </message>
        <message>
            <source>Show all of both</source>
            <translation>両方の全体を表示</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>全体表示</translation>
        </message>
        <message>
            <source>Previous group (Up)</source>
            <translation>前のグループ (↑)</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>前へ</translation>
        </message>
        <message>
            <source>Next group (Down)</source>
            <translation>次のグループ (↓)</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>次へ</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{1}枚中 {0}枚目</translation>
        </message>
        <message>
            <source>{0} beside {1}</source>
            <translation>{0} と {1} を並べて表示</translation>
        </message>
        <message>
            <source>Looking for the differences…</source>
            <translation>違いを探しています…</translation>
        </message>
        <message>
            <source>Not one pixel differs.</source>
            <translation>1画素も違いません。</translation>
        </message>
        <message>
            <source>No difference can be seen.</source>
            <translation>違いは見えません。</translation>
        </message>
        <message>
            <source>Differences × {0} · {1} % of the area</source>
            <translation>違いを {0} 倍に強調 · 面積の {1} %</translation>
        </message>
        <message>
            <source>{0} · laid onto each other</source>
            <translation>{0} · 重ね合わせ</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
    </context>
    <context>
        <name>ComparePainter</name>
        <message>
            <source>Marked</source>
            <translation>印あり</translation>
        </message>
        <message>
            <source>Loading…</source>
            <translation>読み込み中…</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
    </context>
    <context>
        <name>Cover</name>
        <message>
            <source>more at its edges ({0} %)</source>
            <translation>より広い範囲({0} %)</translation>
        </message>
        <message>
            <source>{1} bits a channel</source>
            <translation>1色あたり{1}ビット</translation>
        </message>
        <message>
            <source>{1} pictures in one file</source>
            <translation>1つのファイルに{1}枚</translation>
        </message>
        <message>
            <source>files that belong to it ({1})</source>
            <translation>付属するファイル({1}個)</translation>
        </message>
        <message>
            <source>more at its edges</source>
            <translation>より広い範囲</translation>
        </message>
        <message>
            <source>finer detail</source>
            <translation>より細かな描写</translation>
        </message>
        <message>
            <source>nothing laid over the picture</source>
            <translation>何も重ねられていない絵</translation>
        </message>
        <message>
            <source>different content</source>
            <translation>異なる内容</translation>
        </message>
        <message>
            <source>its own colours</source>
            <translation>独自の色</translation>
        </message>
        <message>
            <source>highlights or shadows</source>
            <translation>明部または暗部の階調</translation>
        </message>
        <message>
            <source>more bits a channel</source>
            <translation>より多いビット数</translation>
        </message>
        <message>
            <source>several pictures in one file</source>
            <translation>1つのファイルに複数の画像</translation>
        </message>
        <message>
            <source>transparent parts</source>
            <translation>透明な部分</translation>
        </message>
        <message>
            <source>a film in the file</source>
            <translation>ファイル内の動画</translation>
        </message>
        <message>
            <source>a map of depths</source>
            <translation>奥行きの情報</translation>
        </message>
        <message>
            <source>another picture in the file</source>
            <translation>ファイル内の別の画像</translation>
        </message>
        <message>
            <source>a recording in the file</source>
            <translation>ファイル内の録音</translation>
        </message>
        <message>
            <source>the marks of a panorama</source>
            <translation>パノラマの情報</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>レイヤー</translation>
        </message>
        <message>
            <source>content credentials</source>
            <translation>コンテンツ認証情報</translation>
        </message>
        <message>
            <source>data that NearDup does not know</source>
            <translation>NearDup の知らないデータ</translation>
        </message>
        <message>
            <source>a file without damage</source>
            <translation>破損のないファイル</translation>
        </message>
        <message>
            <source>perhaps the original</source>
            <translation>元の写真である可能性</translation>
        </message>
        <message>
            <source>perhaps tones or places as they were</source>
            <translation>変更されていない色調や部分の可能性</translation>
        </message>
        <message>
            <source>an edit, or its original</source>
            <translation>編集版またはその元</translation>
        </message>
        <message>
            <source>files that belong to it</source>
            <translation>付属するファイル</translation>
        </message>
        <message>
            <source>facts of the shot</source>
            <translation>撮影の情報</translation>
        </message>
        <message>
            <source>not compared yet</source>
            <translation>まだ詳しく比べていない部分</translation>
        </message>
        <message>
            <source>Not compared closely yet</source>
            <translation>まだ詳しく比べていません</translation>
        </message>
        <message>
            <source>Only here: {0}</source>
            <translation>これにだけある情報: {0}</translation>
        </message>
        <message>
            <source>Never marked in bulk, since only this photo has: {0}</source>
            <translation>一括では印が付きません。この写真だけにあるもの: {0}</translation>
        </message>
        <message>
            <source>{1} × {0}</source>
            <translation>{0} × {1}</translation>
        </message>
    </context>
    <context>
        <name>CropDialog</name>
        <message>
            <source>Find similar to a part</source>
            <translation>写真の一部から似た写真を探す</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>似た写真を探す</translation>
        </message>
        <message>
            <source>Opening the picture…</source>
            <translation>画像を開いています…</translation>
        </message>
        <message>
            <source>A part of {0}</source>
            <translation>{0} の一部</translation>
        </message>
        <message>
            <source>Draw a rectangle around what you look for. Arrows move it, with Shift they make it larger or smaller; Enter asks.</source>
            <translation>探したいものを四角で囲んでください。矢印キーで移動、Shift+矢印キーで大きさの変更、Enter で検索します。</translation>
        </message>
    </context>
    <context>
        <name>CropPicker</name>
        <message>
            <source>Rectangle on {0}</source>
            <translation>{0} 上の四角形</translation>
        </message>
        <message>
            <source>From {0} % across and {1} % down, {2} % wide and {3} % high</source>
            <translation>左から {0} %、上から {1} %、幅 {2} %、高さ {3} %</translation>
        </message>
    </context>
    <context>
        <name>DecidedDialog</name>
        <message>
            <source>When</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>写真</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>What you decided</source>
            <translation>判断の一覧</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>取り消す</translation>
        </message>
        <message>
            <source>Forget what is chosen, as if it had never been decided</source>
            <translation>選んだ判断を、なかったことにします</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>調べています…</translation>
        </message>
        <message>
            <source>It holds for the photos, wherever they are moved and whatever they are called.</source>
            <translation>写真を移動しても名前を変えても、判断は有効です。</translation>
        </message>
        <message>
            <source>Nothing has been decided yet. What you decide about groups is listed here.</source>
            <translation>まだ何も判断していません。グループについての判断がここに並びます。</translation>
        </message>
    </context>
    <context>
        <name>DecisionBar</name>
        <message>
            <source>Open again</source>
            <translation>未確認に戻す</translation>
        </message>
        <message>
            <source>Make this photo the keeper</source>
            <translation>この写真を「残す写真」にする</translation>
        </message>
        <message>
            <source>Make keeper</source>
            <translation>残す写真にする</translation>
        </message>
        <message>
            <source>Split the chosen photos off</source>
            <translation>選んだ写真を別のグループに分ける</translation>
        </message>
        <message>
            <source>Split off</source>
            <translation>分ける</translation>
        </message>
        <message>
            <source>Remember that these are no duplicates of the others here</source>
            <translation>選んだ写真はほかの写真と重複していない、と記憶する</translation>
        </message>
        <message>
            <source>Remember that no photo of this group is a duplicate of another</source>
            <translation>このグループに重複する写真はない、と記憶する</translation>
        </message>
        <message>
            <source>Forget what was decided about this group as a whole</source>
            <translation>このグループ全体についての判断を取り消します</translation>
        </message>
        <message>
            <source>Remember this group as reviewed and go on</source>
            <translation>このグループを確認済みにして次へ進む</translation>
        </message>
        <message>
            <source>Put this group off and go on</source>
            <translation>このグループを後回しにして次へ進む</translation>
        </message>
        <message>
            <source>They are duplicates, and all of them are wanted: keep them as variants and go on</source>
            <translation>重複でもすべて必要な場合に、バリエーションとして残して次へ進む</translation>
        </message>
        <message>
            <source>Reviewed, next</source>
            <translation>確認済みにして次へ</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>後で</translation>
        </message>
        <message>
            <source>Keep all</source>
            <translation>すべて残す</translation>
        </message>
    </context>
    <context>
        <name>DecisionController</name>
        <message>
            <source>Mark as reviewed</source>
            <translation>確認済みにする</translation>
        </message>
        <message>
            <source>{0} reviewed.</source>
            <translation>{0} を確認済みにしました。</translation>
        </message>
        <message>
            <source>Keep all</source>
            <translation>すべて残す</translation>
        </message>
        <message>
            <source>{0} kept as variants.</source>
            <translation>{0} をバリエーションとして残しました。</translation>
        </message>
        <message>
            <source>Put off</source>
            <translation>後回しにする</translation>
        </message>
        <message>
            <source>{0} put off.</source>
            <translation>{0} を後回しにしました。</translation>
        </message>
        <message>
            <source>Open again</source>
            <translation>未確認に戻す</translation>
        </message>
        <message>
            <source>Not duplicates</source>
            <translation>重複ではない</translation>
        </message>
        <message>
            <source>Split off</source>
            <translation>別のグループに分ける</translation>
        </message>
        <message>
            <source>{0} is the keeper already.</source>
            <translation>{0} はすでに「残す写真」です。</translation>
        </message>
        <message>
            <source>Choose the keeper</source>
            <translation>「残す写真」を選ぶ</translation>
        </message>
        <message>
            <source>Take back what was decided</source>
            <translation>判断の取り消し</translation>
        </message>
        <message>
            <source>What was decided is taken back.</source>
            <translation>判断を取り消しました。</translation>
        </message>
        <message>
            <source>Photos are being removed. Wait for it to end.</source>
            <translation>写真を取り除いています。終わるまでお待ちください。</translation>
        </message>
        <message>
            <source>{0} is no duplicate: that is remembered.</source>
            <translation>{0} は重複ではない、と記憶しました。</translation>
        </message>
        <message>
            <source>{0} are no duplicates: that is remembered.</source>
            <translation>{0}は重複ではない、と記憶しました。</translation>
        </message>
        <message>
            <source>{0} split off.</source>
            <translation>{0}を別のグループに分けました。</translation>
        </message>
        <message>
            <source>{0} cannot be the keeper: of the others, none matches it itself.</source>
            <translation>{0} は「残す写真」にできません。ほかの写真に、これと直接一致するものがありません。</translation>
        </message>
        <message>
            <source>{0} is marked, so {1} is the keeper now.</source>
            <translation>{0} に印が付いたので、{1} を残すことにしました。</translation>
        </message>
        <message>
            <source>{0} is the keeper now, and no longer marked.</source>
            <translation>{0} を残すことにし、印を外しました。</translation>
        </message>
        <message>
            <source>{0} is the keeper now.</source>
            <translation>{0} を「残す写真」にしました。</translation>
        </message>
    </context>
    <context>
        <name>DecisionQueue</name>
        <message>
            <source>The decision could not be kept. {0}</source>
            <translation>判断を保存できませんでした。{0}</translation>
        </message>
    </context>
    <context>
        <name>DecisionView</name>
        <message>
            <source>No group that is shown is left to review.</source>
            <translation>表示中のグループは、すべて確認済みです。</translation>
        </message>
    </context>
    <context>
        <name>Decisions</name>
        <message>
            <source>1 new photo since you reviewed it</source>
            <translation>確認後に新しい写真1枚</translation>
        </message>
        <message>
            <source>Reviewed</source>
            <translation>確認済み</translation>
        </message>
        <message>
            <source>All kept as variants</source>
            <translation>バリエーションとしてすべて残す</translation>
        </message>
        <message>
            <source>Put off for later</source>
            <translation>後回し</translation>
        </message>
        <message>
            <source>Keeper chosen</source>
            <translation>残す写真を選択</translation>
        </message>
        <message>
            <source>Not duplicates</source>
            <translation>重複ではない</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more</source>
            <translation>
                <numerusform>ほか%Ln枚</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln that are gone</source>
            <translation>
                <numerusform>今はないもの%Ln枚</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} reviewed</source>
            <translation>{0} を確認済み</translation>
        </message>
        <message>
            <source>1 of them matches none of the others and is in no group now.</source>
            <translation>そのうち1枚はほかのどの写真とも一致しないため、どのグループにも入っていません。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them match none of the others and are in no group now.</source>
            <translation>
                <numerusform>そのうち%Ln枚はほかのどの写真とも一致しないため、どのグループにも入っていません。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 photo does not match it and left the group.</source>
            <translation>写真1枚はこれと一致しないため、グループから外れました。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photos do not match it and left the group.</source>
            <translation>
                <numerusform>写真%Ln枚はこれと一致しないため、グループから外れました。</numerusform>
            </translation>
        </message>
        <message>
            <source>None are duplicates</source>
            <translation>重複なし</translation>
        </message>
        <message>
            <source>Not a duplicate</source>
            <translation>重複ではない</translation>
        </message>
        <message numerus="yes">
            <source>%Ln not duplicates</source>
            <translation>
                <numerusform>%Ln枚は重複ではない</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>These files are not part of the comparison. Nothing was changed in them.</source>
            <translation>これらのファイルは比較の対象になっていません。内容は何も変更していません。</translation>
        </message>
        <message>
            <source>Skipped files</source>
            <translation>対象外のファイル</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>What was brought back</source>
            <translation>元に戻したもの</translation>
        </message>
        <message>
            <source>Brought back</source>
            <translation>元に戻しました</translation>
        </message>
        <message>
            <source>Brought back beside</source>
            <translation>別名で元に戻しました</translation>
        </message>
        <message>
            <source>Back already</source>
            <translation>すでに戻っています</translation>
        </message>
        <message>
            <source>Not brought back</source>
            <translation>戻せませんでした</translation>
        </message>
        <message>
            <source>{0} brought back.</source>
            <translation>{0}を元に戻しました。</translation>
        </message>
        <message>
            <source>{0} under another name, since its path is taken.</source>
            <translation>元の場所がふさがっているため、{0}は別名にしました。</translation>
        </message>
        <message>
            <source>{0} back already.</source>
            <translation>{0}はすでに戻っています。</translation>
        </message>
        <message>
            <source>{0} could not be brought back.</source>
            <translation>{0}は元に戻せませんでした。</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
    </context>
    <context>
        <name>DropVeil</name>
        <message>
            <source>Drop to scan for near-duplicates</source>
            <translation>ドロップして似た写真をスキャン</translation>
        </message>
        <message>
            <source>Drop to find similar photos</source>
            <translation>ドロップして似た写真を探す</translation>
        </message>
        <message>
            <source>Drop folders, or one photo</source>
            <translation>フォルダーか写真1枚をドロップしてください</translation>
        </message>
    </context>
    <context>
        <name>EmptyList</name>
        <message>
            <source>Show all groups</source>
            <translation>すべてのグループを表示</translation>
        </message>
        <message>
            <source>Group by every match</source>
            <translation>すべての一致でグループにする</translation>
        </message>
        <message>
            <source>No group fits these filters.</source>
            <translation>この条件に合うグループはありません。</translation>
        </message>
        <message>
            <source>No photos are this alike. The photos and their marks are all still there.</source>
            <translation>ここまで似ている写真はありません。写真も印もそのまま残っています。</translation>
        </message>
    </context>
    <context>
        <name>EmptyPage</name>
        <message>
            <source>Find near-duplicate photos</source>
            <translation>よく似た写真を見つけます</translation>
        </message>
        <message>
            <source>Copies, resized and edited versions, and shots of the same scene, side by side.
You decide what goes; it goes to the trash, and one photo of every group stays.</source>
            <translation>コピー、サイズ違い、加工版、同じ場面の撮影を並べて見られます。
何を取り除くかはあなたが決めます。行き先はゴミ箱で、各グループに1枚は必ず残ります。</translation>
        </message>
        <message>
            <source>Choose folders…</source>
            <translation>フォルダーを選ぶ…</translation>
        </message>
        <message>
            <source>or drop folders anywhere on this window</source>
            <translation>またはこのウィンドウにフォルダーをドロップしてください</translation>
        </message>
        <message>
            <source>Try it on a demo library</source>
            <translation>デモ用の写真で試す</translation>
        </message>
        <message>
            <source>Recent folders</source>
            <translation>最近のフォルダー</translation>
        </message>
    </context>
    <context>
        <name>EmptyPile</name>
        <message>
            <source>Show all groups</source>
            <translation>すべてのグループを表示</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>もう一度</translation>
        </message>
        <message>
            <source>Sorting photos into piles…</source>
            <translation>写真を分けています…</translation>
        </message>
        <message>
            <source>Nothing is here yet. The scan goes on.</source>
            <translation>まだ何もありません。スキャンは続いています。</translation>
        </message>
        <message>
            <source>A photo comes into this pile when it has been compared closely.</source>
            <translation>写真は、詳しく比べ終えるとここに入ります。</translation>
        </message>
        <message>
            <source>Filters may hide some.</source>
            <translation>フィルターで隠れているものがあるかもしれません。</translation>
        </message>
        <message>
            <source>Go on: {0}</source>
            <translation>次へ: {0}</translation>
        </message>
        <message>
            <source>The piles could not be sorted.</source>
            <translation>写真を分けられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>EmptyStrip</name>
        <message>
            <source>Take away empty folders</source>
            <translation>空のフォルダーを取り除く</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>the same</source>
            <translation>同じ</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>異なる</translation>
        </message>
        <message>
            <source>better</source>
            <translation>優れている</translation>
        </message>
        <message>
            <source>worse</source>
            <translation>劣っている</translation>
        </message>
        <message>
            <source>Dimensions</source>
            <translation>寸法</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>カメラ</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>場所</translation>
        </message>
        <message>
            <source>no place</source>
            <translation>場所なし</translation>
        </message>
        <message>
            <source>JPEG quality</source>
            <translation>JPEG の品質</translation>
        </message>
        <message>
            <source>Sharpness</source>
            <translation>鮮明さ</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>撮影日時</translation>
        </message>
        <message>
            <source>Lens</source>
            <translation>レンズ</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>露出</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>評価</translation>
        </message>
        <message>
            <source>Keywords</source>
            <translation>キーワード</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>タイトル</translation>
        </message>
        <message>
            <source>Caption</source>
            <translation>説明</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人物</translation>
        </message>
        <message>
            <source>Label</source>
            <translation>ラベル</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>作者</translation>
        </message>
        <message>
            <source>Copyright</source>
            <translation>著作権</translation>
        </message>
        <message>
            <source>Develop settings</source>
            <translation>現像設定</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>あり</translation>
        </message>
        <message>
            <source>Saved by</source>
            <translation>保存したソフト</translation>
        </message>
        <message>
            <source>File changed</source>
            <translation>ファイルの更新日時</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>N</source>
            <translation>N</translation>
        </message>
        <message>
            <source>S</source>
            <translation>S</translation>
        </message>
        <message>
            <source>E</source>
            <translation>E</translation>
        </message>
        <message>
            <source>W</source>
            <translation>W</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} 秒</translation>
        </message>
        <message>
            <source>{0} mm</source>
            <translation>{0} mm</translation>
        </message>
        <message>
            <source>rejected</source>
            <translation>不採用</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>約 {0}</translation>
        </message>
        <message>
            <source>no camera</source>
            <translation>カメラ情報なし</translation>
        </message>
    </context>
    <context>
        <name>FactsPanel</name>
        <message>
            <source>Facts of the photos</source>
            <translation>写真の情報</translation>
        </message>
        <message>
            <source>Show all facts</source>
            <translation>すべての情報を表示</translation>
        </message>
        <message>
            <source>Hide the facts</source>
            <translation>情報を隠す</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>隠す</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>情報</translation>
        </message>
        <message>
            <source>1 fact is the same for all</source>
            <translation>1項目はすべての写真で同じです</translation>
        </message>
        <message numerus="yes">
            <source>%Ln facts are the same for all</source>
            <translation>
                <numerusform>%Ln項目はすべての写真で同じです</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FactsTableModel</name>
        <message>
            <source>Only here</source>
            <translation>これにだけあるもの</translation>
        </message>
    </context>
    <context>
        <name>Family</name>
        <message>
            <source>saved again</source>
            <translation>再保存</translation>
        </message>
        <message>
            <source>Another shot of the scene</source>
            <translation>同じ場面の別の撮影</translation>
        </message>
        <message>
            <source>Not known of what it was made</source>
            <translation>何から作られたか不明</translation>
        </message>
        <message>
            <source>1 photo was made of it</source>
            <translation>ここから作られた写真1枚</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photos were made of it</source>
            <translation>
                <numerusform>ここから作られた写真%Ln枚</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was made of it</source>
            <translation>ここから作られた写真なし</translation>
        </message>
        <message>
            <source>made of {0}: {1}</source>
            <translation>{0} から作成: {1}</translation>
        </message>
        <message>
            <source>stays</source>
            <translation>残します</translation>
        </message>
        <message>
            <source>marked for removal</source>
            <translation>削除の印付き</translation>
        </message>
        <message>
            <source>{0} of {1} marked</source>
            <translation>{1}枚のうち{0}枚に印</translation>
        </message>
        <message>
            <source>Each arrow leads from a photo to what was made of it, as the pictures tell. What stands at the left was made of none of the others.</source>
            <translation>矢印は、画像から判断して、ある写真からそれを元に作られた写真へ向かいます。左端の写真は、ほかのどれからも作られていません。</translation>
        </message>
        <message>
            <source>These files are exactly the same: none of them was made of another.</source>
            <translation>これらのファイルはまったく同じです。どれかから別のものが作られたのではありません。</translation>
        </message>
        <message>
            <source>These are separate shots: none of them was made of another.</source>
            <translation>これらは別々の撮影です。どれかから作られたものはありません。</translation>
        </message>
        <message>
            <source>These photos have not been compared closely yet. Scan again to know who was made of whom.</source>
            <translation>これらの写真はまだ詳しく比べられていません。もう一度スキャンすると、どれがどれから作られたかが分かります。</translation>
        </message>
        <message>
            <source>It cannot be told which of these photos was made of which.</source>
            <translation>これらの写真のどれがどれから作られたかは判断できません。</translation>
        </message>
        <message>
            <source>These two photos are in no group together any more.</source>
            <translation>この2枚は、もう同じグループに入っていません。</translation>
        </message>
    </context>
    <context>
        <name>FamilyController</name>
        <message>
            <source>The family tree could not be drawn because of a fault.</source>
            <translation>不具合のため系統図を描けませんでした。</translation>
        </message>
    </context>
    <context>
        <name>FamilyDialog</name>
        <message>
            <source>Family tree</source>
            <translation>系統図</translation>
        </message>
        <message>
            <source>Looking who was made of whom…</source>
            <translation>どれがどれから作られたかを調べています…</translation>
        </message>
        <message>
            <source>Arrows go along the tree, Space marks, Enter or a double click compares with the parent.</source>
            <translation>矢印キーで図の中を移動、スペースで印、Enter またはダブルクリックで親の写真と比べます。</translation>
        </message>
    </context>
    <context>
        <name>Faults</name>
        <message>
            <source>You can go on. If it happens again, please report it.</source>
            <translation>このまま続けられます。繰り返し起きる場合はご報告ください。</translation>
        </message>
        <message>
            <source>What happened was written to {0}.</source>
            <translation>詳細は {0} に書き込みました。</translation>
        </message>
        <message>
            <source>Something went wrong inside NearDup.</source>
            <translation>NearDup の内部で問題が起きました。</translation>
        </message>
    </context>
    <context>
        <name>FileMenu</name>
        <message>
            <source>Open</source>
            <translation>開く</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>フォルダーで表示</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>パスをコピー</translation>
        </message>
        <message>
            <source>Copied the path of {0}.</source>
            <translation>{0} のパスをコピーしました。</translation>
        </message>
        <message>
            <source>{0} cannot be opened. Is it still there?</source>
            <translation>{0} を開けません。まだそこにありますか?</translation>
        </message>
    </context>
    <context>
        <name>FilterChips</name>
        <message>
            <source>Clear all</source>
            <translation>すべて解除</translation>
        </message>
        <message>
            <source>Take this condition away</source>
            <translation>この条件を外す</translation>
        </message>
        <message>
            <source>Only {0}. Press to take this away</source>
            <translation>{0} のみ。押すとこの条件を外します</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0}~{1}</translation>
        </message>
        <message>
            <source>From {0}</source>
            <translation>{0} から</translation>
        </message>
        <message>
            <source>Up to {0}</source>
            <translation>{0} まで</translation>
        </message>
        <message>
            <source>Not yet reviewed</source>
            <translation>未確認</translation>
        </message>
    </context>
    <context>
        <name>FilterPopover</name>
        <message>
            <source>Filters</source>
            <translation>絞り込み</translation>
        </message>
        <message>
            <source>Only groups that are not yet reviewed</source>
            <translation>未確認のグループだけ</translation>
        </message>
        <message>
            <source>Relation</source>
            <translation>関係</translation>
        </message>
        <message>
            <source>Folders of a group</source>
            <translation>グループのフォルダー</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>Every relation</source>
            <translation>すべての関係</translation>
        </message>
        <message>
            <source>Wherever its photos lie</source>
            <translation>写真の場所を問わない</translation>
        </message>
        <message>
            <source>From</source>
            <translation>開始日</translation>
        </message>
        <message>
            <source>Taken on or after this day</source>
            <translation>この日以降に撮影</translation>
        </message>
        <message>
            <source>To</source>
            <translation>終了日</translation>
        </message>
        <message>
            <source>Taken on or before this day</source>
            <translation>この日以前に撮影</translation>
        </message>
        <message>
            <source>Megabytes at least</source>
            <translation>最小サイズ (MB)</translation>
        </message>
        <message>
            <source>Megabytes at most</source>
            <translation>最大サイズ (MB)</translation>
        </message>
        <message>
            <source>Megapixels at least</source>
            <translation>最小画素数 (メガピクセル)</translation>
        </message>
        <message>
            <source>Megapixels at most</source>
            <translation>最大画素数 (メガピクセル)</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>すべて解除</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>グループ</translation>
        </message>
        <message>
            <source>Every format</source>
            <translation>すべての形式</translation>
        </message>
        <message>
            <source>Every folder</source>
            <translation>すべてのフォルダー</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>撮影日時</translation>
        </message>
        <message>
            <source>File size</source>
            <translation>ファイルサイズ</translation>
        </message>
        <message>
            <source>Picture size</source>
            <translation>画素数</translation>
        </message>
        <message>
            <source>Show only groups with a photo like this</source>
            <translation>次の条件に合う写真のあるグループだけを表示</translation>
        </message>
        <message>
            <source>any</source>
            <translation>指定なし</translation>
        </message>
    </context>
    <context>
        <name>FolderChoices</name>
        <message>
            <source>Protected folders</source>
            <translation>保護するフォルダー</translation>
        </message>
        <message>
            <source>Choose a folder to protect</source>
            <translation>保護するフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Library folders</source>
            <translation>ライブラリのフォルダー</translation>
        </message>
        <message>
            <source>Choose a folder whose photos stay</source>
            <translation>写真を残すフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Source folders</source>
            <translation>取り込み元のフォルダー</translation>
        </message>
        <message>
            <source>Choose a folder to clear</source>
            <translation>片付けるフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Preferred folders, the best first</source>
            <translation>優先するフォルダー(優先順)</translation>
        </message>
        <message>
            <source>Choose a folder to keep from</source>
            <translation>優先して残すフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Ignored folders</source>
            <translation>除外するフォルダー</translation>
        </message>
        <message>
            <source>Choose a folder to leave out</source>
            <translation>除外するフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Libraries without protection</source>
            <translation>保護を外したライブラリ</translation>
        </message>
        <message>
            <source>Choose the library's folder</source>
            <translation>ライブラリのフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Folders that are not compared with themselves</source>
            <translation>中どうしを比べないフォルダー</translation>
        </message>
        <message>
            <source>Choose a folder that is not to be compared with itself</source>
            <translation>中どうしを比べないフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>&amp;Protected</source>
            <translation>保護(&amp;P)</translation>
        </message>
        <message>
            <source>Photos in them are compared, but never removed, whatever is marked.</source>
            <translation>中の写真は比較しますが、印が付いていても決して取り除きません。</translation>
        </message>
        <message>
            <source>Keep &amp;here</source>
            <translation>ここに残す(&amp;H)</translation>
        </message>
        <message>
            <source>Photos in them stay, before all rules; a copy elsewhere goes, if they have all of it.</source>
            <translation>この中の写真は、どのルールよりも先に残ります。ほかの場所にあるコピーは、内容がすべてこちらにあれば移されます。</translation>
        </message>
        <message>
            <source>Cl&amp;ear from here</source>
            <translation>ここから片付ける(&amp;E)</translation>
        </message>
        <message>
            <source>Of copies, the one outside them stays, before all rules, if it has all of this one.</source>
            <translation>コピーのうち、これらの外にあるものが、この写真のすべてを持っていれば、どの規則よりも先に残ります。</translation>
        </message>
        <message>
            <source>P&amp;referred</source>
            <translation>優先(&amp;R)</translation>
        </message>
        <message>
            <source>Of copies, the one in these is kept, as far as the keeper's rules say so.</source>
            <translation>コピーのうち、この中にあるものを残します(残す写真の規則に従います)。</translation>
        </message>
        <message>
            <source>I&amp;gnored</source>
            <translation>除外(&amp;G)</translation>
        </message>
        <message>
            <source>Nothing in them is scanned, and what was found there before is not shown.</source>
            <translation>中の写真はスキャンせず、以前に見つけたものも表示しません。</translation>
        </message>
        <message>
            <source>&amp;Libraries</source>
            <translation>ライブラリ(&amp;L)</translation>
        </message>
        <message>
            <source>Photos in the libraries of programs such as Apple Photos and immich are never removed, since their databases would point at nothing. For those listed here you lift that.</source>
            <translation>Apple の写真や immich などのプログラムのライブラリにある写真は、データベースの参照先がなくなるため、取り除かれることはありません。ここに挙げたライブラリでは、その保護を外します。</translation>
        </message>
        <message>
            <source>Not with itsel&amp;f</source>
            <translation>中どうしは比べない(&amp;F)</translation>
        </message>
        <message>
            <source>Photos in one of them are compared with photos elsewhere, and not with each other.</source>
            <translation>ここの写真はほかの場所の写真と比べ、ここの写真どうしは比べません。</translation>
        </message>
        <message>
            <source>Arri&amp;vals</source>
            <translation>新着(&amp;V)</translation>
        </message>
        <message>
            <source>What arrives in the first folder of a rule, and the second has all of, is collected under “New and covered”. Nothing goes by itself.</source>
            <translation>ルールの一つ目のフォルダーに届き、中身がすべて二つ目にもある写真を「新着でほかにもある」に集めます。勝手に外れるものはありません。</translation>
        </message>
    </context>
    <context>
        <name>FolderList</name>
        <message>
            <source>Add folder…</source>
            <translation>フォルダーを追加…</translation>
        </message>
    </context>
    <context>
        <name>FolderMenu</name>
        <message>
            <source>Folder {0}</source>
            <translation>フォルダー {0}</translation>
        </message>
        <message>
            <source>&amp;Protect this folder</source>
            <translation>このフォルダーを保護する(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Library: keep its photos</source>
            <translation>ライブラリ: 写真を残す(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Source: clear it of copies</source>
            <translation>取り込み元: コピーを片付ける(&amp;S)</translation>
        </message>
        <message>
            <source>P&amp;refer this folder</source>
            <translation>このフォルダーを優先する(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Ignore this folder</source>
            <translation>このフォルダーを除外する(&amp;I)</translation>
        </message>
        <message>
            <source>Nothing in it is ever removed, whatever is marked</source>
            <translation>印が付いていても、中の写真は決して取り除きません</translation>
        </message>
        <message>
            <source>Its photos stay, before all rules; copies may go</source>
            <translation>どの規則よりも先に中の写真が残り、コピーは外せます</translation>
        </message>
        <message>
            <source>Of copies, the one outside this folder is kept</source>
            <translation>コピーのうち、このフォルダーの外にあるものを残します</translation>
        </message>
        <message>
            <source>Of copies, the one in this folder is kept</source>
            <translation>コピーのうち、このフォルダーにあるものを残します</translation>
        </message>
        <message>
            <source>Its photos are not shown any more, nor scanned again</source>
            <translation>中の写真は表示せず、今後スキャンもしません</translation>
        </message>
    </context>
    <context>
        <name>Folders</name>
        <message>
            <source>{0} itself</source>
            <translation>{0} の直下</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>{0} of {1} of {2} are covered by {3}.</source>
            <translation>{2} の{1}のうち {0} 枚は {3} にあります。</translation>
        </message>
        <message>
            <source>{0} not covered</source>
            <translation>ほかにない写真 {0}</translation>
        </message>
        <message>
            <source>{0} to look at</source>
            <translation>要確認 {0}</translation>
        </message>
        <message>
            <source>nothing else is in it</source>
            <translation>残りなし</translation>
        </message>
        <message>
            <source>Scanned folders</source>
            <translation>スキャンしたフォルダー</translation>
        </message>
        <message>
            <source>Every folder by itself</source>
            <translation>すべてのフォルダーを個別に</translation>
        </message>
        <message>
            <source>One level below</source>
            <translation>1 階層下</translation>
        </message>
        <message numerus="yes">
            <source>%Ln levels below</source>
            <translation>
                <numerusform>%Ln 階層下</numerusform>
            </translation>
        </message>
        <message>
            <source>No role</source>
            <translation>役割なし</translation>
        </message>
        <message>
            <source>Library: keep here</source>
            <translation>ライブラリ: ここに残す</translation>
        </message>
        <message>
            <source>Source: clear from here</source>
            <translation>取り込み元: ここから片付ける</translation>
        </message>
        <message>
            <source>library</source>
            <translation>ライブラリ</translation>
        </message>
        <message>
            <source>source</source>
            <translation>取り込み元</translation>
        </message>
        <message>
            <source>{0} has no role any longer.</source>
            <translation>{0} の役割をなくしました。</translation>
        </message>
        <message>
            <source>{0} is a library: its photos stay, copies elsewhere may go.</source>
            <translation>{0} はライブラリです。中の写真は残り、ほかの場所のコピーは外せます。</translation>
        </message>
        <message>
            <source>{0} is a source: of copies, the one elsewhere is kept.</source>
            <translation>{0} は取り込み元です。コピーのうち、ほかの場所のものを残します。</translation>
        </message>
        <message>
            <source>What arrives in {0} and {1} has is collected from now on, for you to look at.</source>
            <translation>これから {0} に届き {1} にもある写真を、確認のために集めます。</translation>
        </message>
        <message>
            <source>What arrives in {0} and {1} has is no longer collected.</source>
            <translation>{0} に届き {1} にもある写真は、もう集めません。</translation>
        </message>
        <message>
            <source>nothing is removed there</source>
            <translation>ここからは何も外しません</translation>
        </message>
        <message>
            <source>you decided about it</source>
            <translation>すでに決めた写真です</translation>
        </message>
        <message>
            <source>belongs to a photo that stays</source>
            <translation>残る写真の一部です</translation>
        </message>
        <message>
            <source>the same file</source>
            <translation>同じファイルです</translation>
        </message>
        <message>
            <source>1 folder is empty now.</source>
            <translation>1 個のフォルダーが空になりました。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln folders are empty now.</source>
            <translation>
                <numerusform>%Ln 個のフォルダーが空になりました。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 empty folder was taken away.</source>
            <translation>空のフォルダーを 1 個取り除きました。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln empty folders were taken away.</source>
            <translation>
                <numerusform>空のフォルダーを %Ln 個取り除きました。</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing in common</source>
            <translation>共通なし</translation>
        </message>
        <message>
            <source>1 pair</source>
            <translation>1 組</translation>
        </message>
        <message numerus="yes">
            <source>%Ln pairs</source>
            <translation>
                <numerusform>%Ln 組</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FoldersController</name>
        <message>
            <source>Tick photos of a folder</source>
            <translation>フォルダーの写真にチェックを付ける</translation>
        </message>
        <message>
            <source>Let photos of a folder stay</source>
            <translation>フォルダーの写真を残す</translation>
        </message>
        <message>
            <source>The folders could not be compared because of a fault.</source>
            <translation>不具合のため、フォルダーを比べられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>FoldersDialog</name>
        <message>
            <source>Folders to scan</source>
            <translation>スキャンするフォルダー</translation>
        </message>
        <message>
            <source>Choose a folder with photos</source>
            <translation>写真のあるフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>スキャン</translation>
        </message>
        <message>
            <source>They are compared with one another, and so are the folders inside them.</source>
            <translation>フォルダー同士と、その中のフォルダーも比較します。</translation>
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Counting what folders have of each other…</source>
            <translation>フォルダー同士の重なりを数えています…</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>図</translation>
        </message>
        <message>
            <source>How finely folders are told apart</source>
            <translation>フォルダーを分ける細かさ</translation>
        </message>
        <message>
            <source>No folder has anything of another.</source>
            <translation>ほかのフォルダーと重なる写真のあるフォルダーはありません。</translation>
        </message>
        <message>
            <source>Scan folders together to hold them against each other.</source>
            <translation>フォルダーどうしを比べるには、一緒にスキャンしてください。</translation>
        </message>
        <message>
            <source>The folders could not be counted.</source>
            <translation>フォルダーを数えられませんでした。</translation>
        </message>
        <message>
            <source>Folders beside folders</source>
            <translation>フォルダー同士の比較</translation>
        </message>
        <message>
            <source>What one folder holds, another may hold too. What is covered can go in one press.</source>
            <translation>あるフォルダーの写真は、別のフォルダーにもあるかもしれません。すべてがそちらにある写真は、一度に外せます。</translation>
        </message>
    </context>
    <context>
        <name>FoldersView</name>
        <message>
            <source>Folders</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>counting…</source>
            <translation>数えています…</translation>
        </message>
        <message>
            <source>Take away empty folders</source>
            <translation>空のフォルダーを取り除く</translation>
        </message>
    </context>
    <context>
        <name>FoldingRow</name>
        <message>
            <source>More</source>
            <translation>その他</translation>
        </message>
        <message>
            <source>More: what has no room here</source>
            <translation>その他: ここに入りきらない操作</translation>
        </message>
    </context>
    <context>
        <name>FullImages</name>
        <message>
            <source>It cannot be shown because of a fault.</source>
            <translation>問題が起きたため表示できません。</translation>
        </message>
    </context>
    <context>
        <name>GroupList</name>
        <message>
            <source>Groups of near-duplicates</source>
            <translation>似た写真のグループ</translation>
        </message>
    </context>
    <context>
        <name>GroupPage</name>
        <message>
            <source>Mark copies</source>
            <translation>コピーに印を付ける</translation>
        </message>
        <message>
            <source>Unmark all</source>
            <translation>印をすべて消す</translation>
        </message>
        <message>
            <source>Take away the marks of this group</source>
            <translation>このグループの印を消す</translation>
        </message>
        <message>
            <source>Photos of the group</source>
            <translation>グループの写真</translation>
        </message>
        <message>
            <source>No copies are left to mark. Other shots are yours to choose.</source>
            <translation>印を付けるコピーは残っていません。別の撮影はご自身で選んでください。</translation>
        </message>
        <message>
            <source>Would be lost with what is marked: {0}</source>
            <translation>印を付けた写真とともに失われるもの: {0}</translation>
        </message>
        <message>
            <source>Family tree: who was made of whom</source>
            <translation>系統図: どれがどれから作られたか</translation>
        </message>
        <message>
            <source>Family tree</source>
            <translation>系統図</translation>
        </message>
        <message>
            <source>Previous group</source>
            <translation>前のグループ</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>前へ</translation>
        </message>
        <message>
            <source>Next group</source>
            <translation>次のグループ</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>次へ</translation>
        </message>
        <message>
            <source>Mark {0} of this group for removal; not {1} with something of their own</source>
            <translation>このグループの{0}に削除の印を付ける(独自のものを持つ{1}を除く)</translation>
        </message>
        <message>
            <source>Mark {0} of this group for removal</source>
            <translation>このグループの{0}に削除の印を付ける</translation>
        </message>
        <message>
            <source>Nothing to mark: each copy left holds something that the keeper does not.</source>
            <translation>印を付けるものはありません。残りのコピーはどれも、残す写真にないものを持っています。</translation>
        </message>
        <message>
            <source>The files are exactly the same.</source>
            <translation>ファイルはまったく同じです。</translation>
        </message>
        <message>
            <source>One press of the shutter, saved in different ways.</source>
            <translation>1回のシャッターで撮った写真を、異なる形で保存したものです。</translation>
        </message>
        <message>
            <source>Separate shots of nearly the same view: which to keep is yours to say.</source>
            <translation>ほぼ同じ眺めの別々の撮影です。どれを残すかはあなたが決めてください。</translation>
        </message>
        <message>
            <source>Copies of one picture, and other shots of the same scene. Look closely.</source>
            <translation>1枚の写真のコピーと、同じ場面の別の撮影です。よく見てください。</translation>
        </message>
    </context>
    <context>
        <name>GroupsModel</name>
        <message>
            <source>{0} marked for removal</source>
            <translation>{0}に削除の印</translation>
        </message>
    </context>
    <context>
        <name>GroupsPanel</name>
        <message>
            <source>{0} of {1}</source>
            <translation>{1}のうち {0}</translation>
        </message>
        <message>
            <source>{0}, {1} could be freed</source>
            <translation>{0}、{1} を空けられます</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Back</source>
            <translation>戻る</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>進む</translation>
        </message>
        <message>
            <source>Choose folders…</source>
            <translation>フォルダーを選ぶ…</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>もう一度スキャン</translation>
        </message>
        <message>
            <source>Look for new, changed and vanished photos</source>
            <translation>追加・変更・削除された写真を調べる</translation>
        </message>
        <message>
            <source>Files that could not be read, and why</source>
            <translation>読み取れなかったファイルとその理由</translation>
        </message>
        <message>
            <source>{0} skipped</source>
            <translation>{0}を除外</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Keys</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>場面</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>働き</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>キーボードショートカット</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>写真</translation>
        </message>
        <message>
            <source>List of groups</source>
            <translation>グループの一覧</translation>
        </message>
        <message>
            <source>Arrows</source>
            <translation>矢印キー</translation>
        </message>
        <message>
            <source>Go to a photo</source>
            <translation>写真へ移動</translation>
        </message>
        <message>
            <source>Space, Delete</source>
            <translation>スペース、Delete</translation>
        </message>
        <message>
            <source>Mark a photo, or let it stay</source>
            <translation>印を付ける、または残す</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>Compare a photo with the keeper</source>
            <translation>残す写真と比べる</translation>
        </message>
        <message>
            <source>Open a photo</source>
            <translation>写真を開く</translation>
        </message>
        <message>
            <source>Find similar photos</source>
            <translation>似た写真を探す</translation>
        </message>
        <message>
            <source>Show its group</source>
            <translation>グループを表示</translation>
        </message>
        <message>
            <source>Family tree</source>
            <translation>系統図</translation>
        </message>
        <message>
            <source>Go to parent, child, or sibling</source>
            <translation>親、子、同じ世代の写真へ移動</translation>
        </message>
        <message>
            <source>Compare a photo with its parent</source>
            <translation>写真を親の写真と比べる</translation>
        </message>
        <message>
            <source>Go to a group</source>
            <translation>グループへ移動</translation>
        </message>
        <message>
            <source>Enter, Right</source>
            <translation>Enter、→</translation>
        </message>
        <message>
            <source>Go on to its photos</source>
            <translation>グループの写真へ進む</translation>
        </message>
        <message>
            <source>Home, End</source>
            <translation>Home、End</translation>
        </message>
        <message>
            <source>The first and the last group</source>
            <translation>最初と最後のグループ</translation>
        </message>
        <message>
            <source>Space or F, held</source>
            <translation>スペースまたは F(押している間)</translation>
        </message>
        <message>
            <source>The right photo in the left one's place</source>
            <translation>右の写真を左の写真の位置に表示</translation>
        </message>
        <message>
            <source>Left, Right</source>
            <translation>←、→</translation>
        </message>
        <message>
            <source>Go to another photo of the group</source>
            <translation>グループの別の写真へ</translation>
        </message>
        <message>
            <source>Up, Down</source>
            <translation>↑、↓</translation>
        </message>
        <message>
            <source>Go to another group</source>
            <translation>別のグループへ</translation>
        </message>
        <message>
            <source>Shift+Arrows</source>
            <translation>Shift+矢印キー</translation>
        </message>
        <message>
            <source>Look at another part of both</source>
            <translation>両方の別の部分を見る</translation>
        </message>
        <message>
            <source>Ctrl+Left, Ctrl+Right</source>
            <translation>Ctrl+←、Ctrl+→</translation>
        </message>
        <message>
            <source>Move the split</source>
            <translation>分割線を動かす</translation>
        </message>
        <message>
            <source>Delete, Shift+Delete</source>
            <translation>Delete、Shift+Delete</translation>
        </message>
        <message>
            <source>Mark the right or the left photo</source>
            <translation>右または左の写真に印を付ける</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>比較中</translation>
        </message>
    </context>
    <context>
        <name>KeeperChangesModel</name>
        <message>
            <source>{0} instead of {1}. {2}</source>
            <translation>{1} の代わりに {0}。{2}</translation>
        </message>
        <message>
            <source>Now: {0}</source>
            <translation>現在: {0}</translation>
        </message>
        <message>
            <source>Then: {0}</source>
            <translation>変更後: {0}</translation>
        </message>
    </context>
    <context>
        <name>KeptList</name>
        <message>
            <source>Take off the list</source>
            <translation>リストから外す</translation>
        </message>
        <message>
            <source>Take what is chosen off the list (Delete)</source>
            <translation>選んだものをリストから外す (Delete)</translation>
        </message>
    </context>
    <context>
        <name>LoadingPage</name>
        <message>
            <source>Reading the groups of the last scan…</source>
            <translation>前回のスキャンのグループを読み込んでいます…</translation>
        </message>
    </context>
    <context>
        <name>LookBar</name>
        <message>
            <source>Back</source>
            <translation>戻る</translation>
        </message>
        <message>
            <source>Left stays</source>
            <translation>左を残す</translation>
        </message>
        <message>
            <source>Both stay</source>
            <translation>両方残す</translation>
        </message>
        <message>
            <source>Not duplicates</source>
            <translation>重複ではない</translation>
        </message>
        <message>
            <source>Right stays</source>
            <translation>右を残す</translation>
        </message>
        <message>
            <source>To the pair before; what was said of it is taken back</source>
            <translation>前の組に戻り、その答えを取り消します</translation>
        </message>
        <message>
            <source>Mark the right photo for removal, and go on</source>
            <translation>右の写真を削除対象にして、次へ進みます</translation>
        </message>
        <message>
            <source>Mark the left photo for removal, and go on</source>
            <translation>左の写真を削除対象にして、次へ進みます</translation>
        </message>
        <message>
            <source>Remember that both are wanted, and go on</source>
            <translation>両方とも必要だと記憶して、次へ進みます</translation>
        </message>
        <message>
            <source>Remember that these are no duplicates, and go on</source>
            <translation>重複ではないと記憶して、次へ進みます</translation>
        </message>
    </context>
    <context>
        <name>LossSection</name>
        <message>
            <source>What would be lost</source>
            <translation>失われるもの</translation>
        </message>
        <message>
            <source>&amp;Write what can be written into a sidecar (XMP) of the photo that stays</source>
            <translation>書けるものを、残る写真のサイドカー（XMP）に書く(&amp;W)</translation>
        </message>
        <message>
            <source>Date, place, camera, rating, label, keywords, title, caption, author, people and their frames. The photo itself is never changed. Pixels, RAW data and develop settings cannot be kept so.</source>
            <translation>日時、場所、カメラ、評価、ラベル、キーワード、タイトル、説明、作者、人物とその枠です。写真そのものは決して変わりません。画素、RAWデータ、現像設定はこの方法では残せません。</translation>
        </message>
        <message>
            <source>{0} that would go know something that no copy that stays does.</source>
            <translation>取り除く{0}には、残るコピーにない情報があります。</translation>
        </message>
    </context>
    <context>
        <name>LossView</name>
        <message>
            <source>Not marked, as they hold something that the photo that stays does not: {0}. Mostly: {1}.</source>
            <translation>残す写真にないものを持つため印なし: {0}。主なもの: {1}。</translation>
        </message>
    </context>
    <context>
        <name>Losses</name>
        <message>
            <source>the RAW data</source>
            <translation>RAW データ</translation>
        </message>
        <message>
            <source>the most pixels ({0})</source>
            <translation>最も多い画素数({0})</translation>
        </message>
        <message>
            <source>the date</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>the place</source>
            <translation>場所</translation>
        </message>
        <message>
            <source>the rating {0}</source>
            <translation>評価 {0}</translation>
        </message>
        <message>
            <source>the keywords {0}</source>
            <translation>キーワード {0}</translation>
        </message>
        <message>
            <source>the title “{0}”</source>
            <translation>タイトル「{0}」</translation>
        </message>
        <message>
            <source>the caption “{0}”</source>
            <translation>説明「{0}」</translation>
        </message>
        <message>
            <source>the frames of faces</source>
            <translation>顔の枠</translation>
        </message>
        <message>
            <source>the author {0}</source>
            <translation>作者 {0}</translation>
        </message>
        <message>
            <source>the copyright {0}</source>
            <translation>著作権 {0}</translation>
        </message>
        <message>
            <source>the people {0}</source>
            <translation>人物 {0}</translation>
        </message>
        <message>
            <source>the label {0}</source>
            <translation>ラベル {0}</translation>
        </message>
        <message>
            <source>the order of its keywords</source>
            <translation>キーワードの階層</translation>
        </message>
        <message>
            <source>the develop settings</source>
            <translation>現像設定</translation>
        </message>
        <message>
            <source>the camera</source>
            <translation>カメラ</translation>
        </message>
        <message>
            <source>the flag of {0}</source>
            <translation>{0} の印</translation>
        </message>
        <message>
            <source>the comment “{0}”</source>
            <translation>コメント「{0}」</translation>
        </message>
        <message>
            <source>the date {0}</source>
            <translation>日付 {0}</translation>
        </message>
        <message>
            <source>the name of the place, “{0}”</source>
            <translation>地名「{0}」</translation>
        </message>
        <message>
            <source>the event “{0}”</source>
            <translation>イベント「{0}」</translation>
        </message>
        <message>
            <source>the description for people who cannot see it, “{0}”</source>
            <translation>見えない人のための説明「{0}」</translation>
        </message>
        <message>
            <source>the collections and categories “{0}”</source>
            <translation>コレクションと分類「{0}」</translation>
        </message>
        <message>
            <source>the credits “{0}”</source>
            <translation>クレジット「{0}」</translation>
        </message>
        <message>
            <source>the lens</source>
            <translation>レンズ</translation>
        </message>
        <message>
            <source>the focal length</source>
            <translation>焦点距離</translation>
        </message>
        <message>
            <source>the camera’s number</source>
            <translation>カメラのシリアル番号</translation>
        </message>
        <message>
            <source>the altitude</source>
            <translation>標高</translation>
        </message>
        <message>
            <source>the direction</source>
            <translation>撮影方向</translation>
        </message>
        <message>
            <source>the exposure</source>
            <translation>露出</translation>
        </message>
        <message>
            <source>Only here: {0}</source>
            <translation>これにだけある情報: {0}</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Find photos similar to…</source>
            <translation>似た写真を探す元の画像…</translation>
        </message>
        <message>
            <source>The scan of {0} was not finished. What was read is kept, and it can go on from there.</source>
            <translation>{0} のスキャンは完了していません。読み取った内容は保存されており、続きから再開できます。</translation>
        </message>
        <message>
            <source>Go on with the scan</source>
            <translation>スキャンを続ける</translation>
        </message>
        <message>
            <source>The next scan will read every photo anew, with the other model.</source>
            <translation>次のスキャンでは、別のモデルですべての写真を読み直します。</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>もう一度スキャン</translation>
        </message>
        <message>
            <source>No photos were found in {0}.</source>
            <translation>{0} に写真は見つかりませんでした。</translation>
        </message>
        <message>
            <source>No near-duplicates among {0}.</source>
            <translation>{0} の中に似た写真はありませんでした。</translation>
        </message>
        <message>
            <source>{0} found among {1}.</source>
            <translation>{1}から{0}が見つかりました。</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>表示</translation>
        </message>
        <message>
            <source>The scan was cancelled. What was read is kept, and the next scan goes on from there.</source>
            <translation>スキャンを中止しました。読み取った分は保存され、次回はその続きから始まります。</translation>
        </message>
        <message>
            <source>Removed photos…</source>
            <translation>取り除いた写真…</translation>
        </message>
        <message>
            <source>A scan is running. Wait for it or cancel it first.</source>
            <translation>スキャンの実行中です。終わるのを待つか、先に中止してください。</translation>
        </message>
        <message>
            <source>Photos are being removed. Wait for it to end.</source>
            <translation>写真を取り除いています。終わるまでお待ちください。</translation>
        </message>
        <message>
            <source>Bringing back {0}…</source>
            <translation>{0}を元に戻しています…</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>詳細</translation>
        </message>
        <message>
            <source>{0} scanned</source>
            <translation>{0}をスキャン済み</translation>
        </message>
        <message>
            <source>Drop folders to scan them, or one photo to find similar ones.</source>
            <translation>フォルダーをドロップするとスキャンし、写真を1枚ドロップすると似た写真を探します。</translation>
        </message>
    </context>
    <context>
        <name>MarkController</name>
        <message>
            <source>This photo is in no group. Only photos of a group can be marked.</source>
            <translation>この写真はどのグループにも入っていません。印を付けられるのはグループの写真だけです。</translation>
        </message>
        <message>
            <source>Mark a photo</source>
            <translation>写真に印を付ける</translation>
        </message>
        <message>
            <source>Let a photo stay</source>
            <translation>写真を残す</translation>
        </message>
        <message>
            <source>{0} lies in a library of {1}, so it stays.</source>
            <translation>{0} は {1} のライブラリにあるため、残ります。</translation>
        </message>
        <message>
            <source>{0} lies in a protected folder, so it stays.</source>
            <translation>{0} は保護されたフォルダーにあるため、残ります。</translation>
        </message>
        <message>
            <source>Keep the best</source>
            <translation>良いものを残す</translation>
        </message>
        <message>
            <source>Nothing is marked: each copy left holds something that the keeper does not.</source>
            <translation>何にも印を付けませんでした。残りのコピーはどれも、残す写真にないものを持っています。</translation>
        </message>
        <message>
            <source>This group has no copies left to mark. Other shots are yours to choose.</source>
            <translation>このグループに印を付けるコピーは残っていません。別の撮影はご自身で選んでください。</translation>
        </message>
        <message>
            <source>Mark copies</source>
            <translation>コピーに印を付ける</translation>
        </message>
        <message>
            <source>Keep all</source>
            <translation>すべて残す</translation>
        </message>
        <message>
            <source>Clear all marks</source>
            <translation>すべての印を消す</translation>
        </message>
        <message>
            <source>Clear hidden marks</source>
            <translation>隠れている印を消す</translation>
        </message>
        <message>
            <source>Photos are being removed. Wait for it to end.</source>
            <translation>写真を取り除いています。終わるまでお待ちください。</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>&amp;File</source>
            <translation>ファイル(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Choose folders…</source>
            <translation>フォルダーを選ぶ(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Recent folders</source>
            <translation>最近のフォルダー(&amp;R)</translation>
        </message>
        <message>
            <source>Scan &amp;again</source>
            <translation>もう一度スキャン(&amp;A)</translation>
        </message>
        <message>
            <source>Cancel scan</source>
            <translation>スキャンを中止</translation>
        </message>
        <message>
            <source>Find similar to an &amp;image…</source>
            <translation>画像に似た写真を探す(&amp;I)…</translation>
        </message>
        <message>
            <source>Find similar to a &amp;part…</source>
            <translation>写真の一部から探す(&amp;P)…</translation>
        </message>
        <message>
            <source>Try it on a &amp;demo library</source>
            <translation>デモ用の写真で試す(&amp;D)</translation>
        </message>
        <message>
            <source>Removed p&amp;hotos…</source>
            <translation>取り除いた写真(&amp;H)…</translation>
        </message>
        <message>
            <source>S&amp;ettings…</source>
            <translation>設定(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>終了(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>編集(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>元に戻す(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>やり直す(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Group</source>
            <translation>グループ(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Next group</source>
            <translation>次のグループ(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Previous group</source>
            <translation>前のグループ(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Mark copies</source>
            <translation>コピーに印を付ける(&amp;M)</translation>
        </message>
        <message>
            <source>Clear a&amp;ll marks</source>
            <translation>すべての印を消す(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Unmark all of the group</source>
            <translation>グループの印をすべて消す(&amp;U)</translation>
        </message>
        <message>
            <source>Find similar to the clip&amp;board</source>
            <translation>クリップボードの画像に似た写真を探す(&amp;B)</translation>
        </message>
        <message>
            <source>Save a rep&amp;ort…</source>
            <translation>レポートを保存(&amp;O)…</translation>
        </message>
        <message>
            <source>Family &amp;tree…</source>
            <translation>系統図(&amp;T)…</translation>
        </message>
        <message>
            <source>Keeper rul&amp;es…</source>
            <translation>残す写真の規則(&amp;E)…</translation>
        </message>
        <message>
            <source>Remove mar&amp;ked photos</source>
            <translation>印の付いた写真を取り除く(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Show what removing would do…</source>
            <translation>取り除いた場合の結果を見る(&amp;S)…</translation>
        </message>
        <message>
            <source>&amp;How photos are removed…</source>
            <translation>写真の取り除き方(&amp;H)…</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>表示(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>戻る(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Forward</source>
            <translation>進む(&amp;F)</translation>
        </message>
        <message>
            <source>S&amp;urely the same</source>
            <translation>確実に同じ(&amp;U)</translation>
        </message>
        <message>
            <source>Pl&amp;ease look</source>
            <translation>要確認(&amp;E)</translation>
        </message>
        <message>
            <source>Simila&amp;r shots</source>
            <translation>似たショット(&amp;R)</translation>
        </message>
        <message>
            <source>All &amp;groups</source>
            <translation>すべてのグループ(&amp;G)</translation>
        </message>
        <message>
            <source>Fol&amp;ders</source>
            <translation>フォルダー(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;New and covered</source>
            <translation>新着でほかにもある写真(&amp;N)</translation>
        </message>
        <message>
            <source>Go to the &amp;list of groups</source>
            <translation>グループの一覧へ(&amp;L)</translation>
        </message>
        <message>
            <source>Go to the &amp;photos</source>
            <translation>写真へ(&amp;P)</translation>
        </message>
        <message>
            <source>Go to the si&amp;milarity slider</source>
            <translation>類似度のスライダーへ(&amp;M)</translation>
        </message>
        <message>
            <source>F&amp;ilter the groups…</source>
            <translation>グループを絞り込む(&amp;I)…</translation>
        </message>
        <message>
            <source>F&amp;acts of the photos</source>
            <translation>写真の情報(&amp;A)</translation>
        </message>
        <message>
            <source>Te&amp;chnical facts</source>
            <translation>技術的な情報(&amp;C)</translation>
        </message>
        <message>
            <source>Larger ph&amp;otos</source>
            <translation>写真を大きく(&amp;O)</translation>
        </message>
        <message>
            <source>Smaller pho&amp;tos</source>
            <translation>写真を小さく(&amp;T)</translation>
        </message>
        <message>
            <source>Photos as the &amp;window gives</source>
            <translation>写真をウィンドウに合わせる(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Skipped files…</source>
            <translation>対象外のファイル(&amp;S)…</translation>
        </message>
        <message>
            <source>Inside the &amp;hash tables…</source>
            <translation>ハッシュ表の中身(&amp;H)…</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>ヘルプ(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts…</source>
            <translation>キーボードショートカット(&amp;K)…</translation>
        </message>
        <message>
            <source>&amp;About NearDup…</source>
            <translation>NearDup について(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Undo: {0}</source>
            <translation>元に戻す(&amp;U): {0}</translation>
        </message>
        <message>
            <source>&amp;Redo: {0}</source>
            <translation>やり直す(&amp;R): {0}</translation>
        </message>
        <message>
            <source>&amp;Decide</source>
            <translation>判断(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Reviewed, next group</source>
            <translation>確認済みにして次のグループへ(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Later, next group</source>
            <translation>後回しにして次のグループへ(&amp;L)</translation>
        </message>
        <message>
            <source>Keep all as &amp;variants, next group</source>
            <translation>バリエーションとしてすべて残して次のグループへ(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Open again</source>
            <translation>未確認に戻す(&amp;O)</translation>
        </message>
        <message>
            <source>Next group to revie&amp;w</source>
            <translation>次の未確認のグループ(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Not duplicates</source>
            <translation>重複ではない(&amp;N)</translation>
        </message>
        <message>
            <source>Non&amp;e of the group are duplicates</source>
            <translation>グループ内に重複はない(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Split off the chosen photos</source>
            <translation>選んだ写真を別のグループに分ける(&amp;S)</translation>
        </message>
        <message>
            <source>Make this the &amp;keeper</source>
            <translation>これを「残す写真」にする(&amp;K)</translation>
        </message>
        <message>
            <source>What was &amp;decided…</source>
            <translation>判断の一覧(&amp;D)…</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>比較(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Compare with the keeper</source>
            <translation>残す写真と比べる(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Back to the group</source>
            <translation>グループに戻る(&amp;B)</translation>
        </message>
        <message>
            <source>Side b&amp;y side</source>
            <translation>並べて表示(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Split</source>
            <translation>分割(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Difference</source>
            <translation>違い(&amp;D)</translation>
        </message>
        <message>
            <source>S&amp;wap left and right</source>
            <translation>左右を入れ替える(&amp;W)</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>拡大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>縮小(&amp;O)</translation>
        </message>
        <message>
            <source>Show &amp;all of both</source>
            <translation>両方の全体を表示(&amp;A)</translation>
        </message>
        <message>
            <source>Pi&amp;xel for pixel</source>
            <translation>等倍(&amp;X)</translation>
        </message>
        <message>
            <source>Mark the &amp;right photo</source>
            <translation>右の写真に印を付ける(&amp;R)</translation>
        </message>
        <message>
            <source>Mark the &amp;left photo</source>
            <translation>左の写真に印を付ける(&amp;L)</translation>
        </message>
        <message>
            <source>L&amp;eft stays, next pair</source>
            <translation>左を残して次の組へ(&amp;E)</translation>
        </message>
        <message>
            <source>Ri&amp;ght stays, next pair</source>
            <translation>右を残して次の組へ(&amp;G)</translation>
        </message>
        <message>
            <source>Back to the pair be&amp;fore</source>
            <translation>前の組に戻る(&amp;F)</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>Undo</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>このメッセージを閉じる</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>閉じる</translation>
        </message>
    </context>
    <context>
        <name>NewsStrip</name>
        <message>
            <source>Scan now</source>
            <translation>今すぐスキャン</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>今はしない</translation>
        </message>
    </context>
    <context>
        <name>NoticePage</name>
        <message>
            <source>Each of the {0} in these folders is one of a kind.</source>
            <translation>これらのフォルダーの{0}に、似たものはありません。</translation>
        </message>
        <message>
            <source>No near-duplicates</source>
            <translation>似た写真はありません</translation>
        </message>
        <message>
            <source>There are no photos in these folders that can be read.</source>
            <translation>これらのフォルダーに読み取れる写真はありません。</translation>
        </message>
        <message>
            <source>No photos</source>
            <translation>写真がありません</translation>
        </message>
    </context>
    <context>
        <name>OnlyReadStrip</name>
        <message>
            <source>Try again</source>
            <translation>もう一度試す</translation>
        </message>
        <message>
            <source>Open the catalogue anew, in case it can be written by now</source>
            <translation>書き込めるようになっていないか、カタログを開き直して確かめます</translation>
        </message>
        <message>
            <source>Only to look at. {0}</source>
            <translation>閲覧のみです。{0}</translation>
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message>
            <source>Choose folders…</source>
            <translation>フォルダーを選ぶ…</translation>
        </message>
        <message>
            <source>Skipped files…</source>
            <translation>対象外のファイル…</translation>
        </message>
    </context>
    <context>
        <name>PairDetail</name>
        <message>
            <source>Photos that go, each beside the one that stays</source>
            <translation>外す写真と、残る写真の組</translation>
        </message>
        <message>
            <source>Photos that want a look</source>
            <translation>確認が必要な写真</translation>
        </message>
        <message>
            <source>Photos that are not covered</source>
            <translation>ほかにない写真</translation>
        </message>
        <message>
            <source>Covered photos that stay all the same</source>
            <translation>ほかにもあるが残る写真</translation>
        </message>
        <message>
            <source>Role of the folder on the left</source>
            <translation>左のフォルダーの役割</translation>
        </message>
        <message>
            <source>Role of the folder that covers it</source>
            <translation>写真がそろっている側のフォルダーの役割</translation>
        </message>
        <message>
            <source>From now on, collect what arrives and is covered</source>
            <translation>これから届き、もう一方にもある写真を集める</translation>
        </message>
        <message>
            <source>It comes under “New and covered” and waits for you. Nothing goes by itself.</source>
            <translation>「新着でほかにもある」に入り、確認を待ちます。勝手に外れるものはありません。</translation>
        </message>
        <message>
            <source>Choose a row to see what of one folder the other has.</source>
            <translation>行を選ぶと、片方の写真のうちもう片方にあるものが見られます。</translation>
        </message>
        <message>
            <source>Looking into both folders…</source>
            <translation>両方のフォルダーを調べています…</translation>
        </message>
        <message>
            <source>{0}:</source>
            <translation>{0}:</translation>
        </message>
        <message>
            <source>Can go: {0}</source>
            <translation>外せる: {0}</translation>
        </message>
        <message>
            <source>Not covered: {0}</source>
            <translation>ほかにない: {0}</translation>
        </message>
        <message>
            <source>Look at: {0}</source>
            <translation>要確認: {0}</translation>
        </message>
        <message>
            <source>Stay: {0}</source>
            <translation>残る: {0}</translation>
        </message>
        <message>
            <source>Nothing of it can go without a look.</source>
            <translation>確認せずに外せる写真はありません。</translation>
        </message>
        <message>
            <source>Everything in it is covered, or wants a look.</source>
            <translation>すべてほかにあるか、確認が必要です。</translation>
        </message>
    </context>
    <context>
        <name>PairsTable</name>
        <message>
            <source>Folders and how much of each another covers</source>
            <translation>フォルダーの組と、別のフォルダーにある割合</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Covered by</source>
            <translation>ある場所</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>割合</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>枚数</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Otherwise</source>
            <translation>残り</translation>
        </message>
    </context>
    <context>
        <name>PhotoMenus</name>
        <message>
            <source>Family tree…</source>
            <translation>系統図…</translation>
        </message>
        <message>
            <source>Scan its folder too</source>
            <translation>そのフォルダーもスキャン</translation>
        </message>
        <message>
            <source>Go to its photos</source>
            <translation>グループの写真へ進む</translation>
        </message>
        <message>
            <source>Keeper {0}</source>
            <translation>残す写真 {0}</translation>
        </message>
        <message>
            <source>Let it stay</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>Mark for removal</source>
            <translation>削除の印を付ける</translation>
        </message>
        <message>
            <source>Put it on the right</source>
            <translation>右側に表示</translation>
        </message>
        <message>
            <source>Compare with another photo</source>
            <translation>別の写真と比べる</translation>
        </message>
        <message>
            <source>Compare with the keeper</source>
            <translation>残す写真と比べる</translation>
        </message>
        <message>
            <source>Show its group</source>
            <translation>グループを表示</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>似た写真を探す</translation>
        </message>
        <message>
            <source>Find similar to a part…</source>
            <translation>写真の一部から探す…</translation>
        </message>
        <message>
            <source>Treat apart from {0}</source>
            <translation>{0} とは別に扱う</translation>
        </message>
    </context>
    <context>
        <name>PileBar</name>
        <message>
            <source>Piles</source>
            <translation>分類</translation>
        </message>
        <message>
            <source>sorting…</source>
            <translation>分類中…</translation>
        </message>
    </context>
    <context>
        <name>Piles</name>
        <message>
            <source>Surely the same</source>
            <translation>確実に同じ</translation>
        </message>
        <message>
            <source>Please look</source>
            <translation>要確認</translation>
        </message>
        <message>
            <source>Similar shots</source>
            <translation>似たショット</translation>
        </message>
        <message>
            <source>All groups</source>
            <translation>すべてのグループ</translation>
        </message>
        <message>
            <source>The photo on the right holds nothing that the one on the left does not. What has a tick goes.</source>
            <translation>右の写真にあるものは、すべて左の写真にもあります。印の付いたものが取り除かれます。</translation>
        </message>
        <message>
            <source>Edits, crops and weak matches: two at a time, and you say which of them stays.</source>
            <translation>編集、切り抜き、弱い一致です。二枚ずつ表示し、残すほうを選びます。</translation>
        </message>
        <message>
            <source>Each is a press of the shutter of its own. Nothing here is marked unless you mark it.</source>
            <translation>それぞれ別に撮られた写真です。自分で選ばない限り、何も削除対象になりません。</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>No copies are left that could go without a look.</source>
            <translation>確認せずに取り除けるコピーは残っていません。</translation>
        </message>
        <message>
            <source>No pair is left to look at.</source>
            <translation>確認する組は残っていません。</translation>
        </message>
        <message>
            <source>There are no similar shots.</source>
            <translation>似たショットはありません。</translation>
        </message>
        <message>
            <source>1 pair left</source>
            <translation>残り 1 組</translation>
        </message>
        <message numerus="yes">
            <source>%Ln pairs left</source>
            <translation>
                <numerusform>残り %Ln 組</numerusform>
            </translation>
        </message>
        <message>
            <source>One of the two lies where nothing is removed.</source>
            <translation>一方は、何も取り除かない場所にあります。</translation>
        </message>
        <message>
            <source>The two have not been compared closely yet.</source>
            <translation>この二枚は、まだ詳しく比べられていません。</translation>
        </message>
        <message>
            <source>Only the right one has: {0}</source>
            <translation>右だけにあるもの: {0}</translation>
        </message>
        <message>
            <source>Only the left one has: {0}</source>
            <translation>左だけにあるもの: {0}</translation>
        </message>
        <message>
            <source>Keep the best</source>
            <translation>いちばん良いものを残す</translation>
        </message>
        <message numerus="yes">
            <source>Keep the best %Ln</source>
            <translation>
                <numerusform>良いもの %Ln 枚を残す</numerusform>
            </translation>
        </message>
        <message>
            <source>the sharpest</source>
            <translation>最も鮮明</translation>
        </message>
        <message>
            <source>softer ({0} %)</source>
            <translation>やや不鮮明 ({0} %)</translation>
        </message>
        <message>
            <source>{0} % burnt out</source>
            <translation>白飛び {0} %</translation>
        </message>
        <message>
            <source>{0} % black</source>
            <translation>黒つぶれ {0} %</translation>
        </message>
    </context>
    <context>
        <name>PilesController</name>
        <message>
            <source>Tick a copy</source>
            <translation>コピーに印を付ける</translation>
        </message>
        <message>
            <source>Let a copy stay</source>
            <translation>コピーを残す</translation>
        </message>
        <message>
            <source>Tick copies</source>
            <translation>コピーに印を付ける</translation>
        </message>
        <message>
            <source>Let copies stay</source>
            <translation>コピーを残す</translation>
        </message>
        <message>
            <source>The piles could not be sorted because of a fault.</source>
            <translation>不具合のため、写真を分けられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>QFileDialog</name>
        <message>
            <source>&amp;Look in:</source>
            <translation>場所(&amp;L):</translation>
        </message>
        <message>
            <source>Files of &amp;type:</source>
            <translation>ファイルの種類(&amp;T):</translation>
        </message>
    </context>
    <context>
        <name>QuarantineBar</name>
        <message>
            <source>Empty the quarantine…</source>
            <translation>隔離フォルダーを空にする…</translation>
        </message>
        <message>
            <source>In quarantine: {0}, {1}. They take room until the quarantine is emptied.</source>
            <translation>隔離フォルダーの中: {0}、{1}。空にするまで容量を占めます。</translation>
        </message>
        <message>
            <source>{0} in quarantine cannot be found; is their drive plugged in?</source>
            <translation>隔離フォルダーの{0}が見つかりません。ドライブは接続されていますか?</translation>
        </message>
        <message>
            <source>Erasing {0}…</source>
            <translation>{0}を消去しています…</translation>
        </message>
        <message>
            <source>{0} erased, {1} freed.</source>
            <translation>{0}を消去し、{1} を空けました。</translation>
        </message>
        <message>
            <source>{0} left in all.</source>
            <translation>全部で{0}が残りました。</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Was in</source>
            <translation>元の場所</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Removed</source>
            <translation>取り除いた日時</translation>
        </message>
        <message>
            <source>{0}, {1}, would be erased for good. Nothing can bring them back afterwards, neither NearDup nor your system’s trash.</source>
            <translation>{0}({1})を完全に消去します。その後は、NearDup でもシステムのゴミ箱でも元に戻せません。</translation>
        </message>
        <message>
            <source>Empty the quarantine?</source>
            <translation>隔離フォルダーを空にしますか?</translation>
        </message>
        <message>
            <source>Erase {0}, {1}</source>
            <translation>{0}を消去({1})</translation>
        </message>
    </context>
    <context>
        <name>QuarantineController</name>
        <message>
            <source>The quarantine could not be looked into.</source>
            <translation>隔離フォルダーの中を調べられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>QueryController</name>
        <message>
            <source>{0} cannot be looked up: {1}</source>
            <translation>{0} を調べられません: {1}</translation>
        </message>
        <message>
            <source>{0} could not be looked up.</source>
            <translation>{0} を調べられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>QueryPage</name>
        <message>
            <source>Similar photos, nearest first</source>
            <translation>似た写真(近い順)</translation>
        </message>
        <message>
            <source>Only a part…</source>
            <translation>一部だけ…</translation>
        </message>
        <message>
            <source>Draw a rectangle, and look for what it shows</source>
            <translation>四角で囲んだ部分に似たものを探します</translation>
        </message>
        <message>
            <source>Looking for similar photos…</source>
            <translation>似た写真を探しています…</translation>
        </message>
        <message>
            <source>{0}, nearest first. Double-click one to go on from there.</source>
            <translation>{0}(近い順)。ダブルクリックすると、その写真から続けて探せます。</translation>
        </message>
        <message>
            <source>{0} in this bucket; first the one nearest to the middle, then those like it.</source>
            <translation>このバケットに{0}。中心に最も近い写真が先頭で、それに似た順に並びます。</translation>
        </message>
        <message>
            <source>{0} outside the scanned folders: the menu of a card scans its folder too.</source>
            <translation>{0}はスキャンしたフォルダーの外にあります。カードのメニューから、そのフォルダーもスキャンできます。</translation>
        </message>
        <message>
            <source>Nothing in the scanned folders looks like this photo.
Scan more folders to search more.</source>
            <translation>スキャンしたフォルダーに、この写真に似たものはありません。
もっと探すには、ほかのフォルダーもスキャンしてください。</translation>
        </message>
        <message>
            <source>Similar to {0}</source>
            <translation>{0} に似た写真</translation>
        </message>
    </context>
    <context>
        <name>QuerySources</name>
        <message>
            <source>There is no picture on the clipboard, and no path of one. Copy one first.</source>
            <translation>クリップボードに画像も画像のパスもありません。先にコピーしてください。</translation>
        </message>
        <message>
            <source>{0} cannot be opened: {1}</source>
            <translation>{0} を開けません: {1}</translation>
        </message>
        <message>
            <source>{0} cannot be opened.</source>
            <translation>{0} を開けません。</translation>
        </message>
    </context>
    <context>
        <name>RemovalChoice</name>
        <message>
            <source>How photos are removed</source>
            <translation>写真の取り除き方</translation>
        </message>
        <message>
            <source>Another folder…</source>
            <translation>別のフォルダー…</translation>
        </message>
        <message>
            <source>Show what would happen…</source>
            <translation>実行した場合の結果を見る…</translation>
        </message>
        <message>
            <source>Makes every check of every file, and changes nothing</source>
            <translation>すべてのファイルを確かめるだけで、何も変更しません</translation>
        </message>
        <message>
            <source>What becomes of marked photos</source>
            <translation>印を付けた写真をどうするか</translation>
        </message>
        <message>
            <source>Choose the folder for the photos</source>
            <translation>写真を入れるフォルダーを選ぶ</translation>
        </message>
    </context>
    <context>
        <name>RemovalDialog</name>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Stays</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>Show what would happen…</source>
            <translation>実行した場合の結果を見る…</translation>
        </message>
        <message>
            <source>Makes every check of every file, and changes nothing</source>
            <translation>すべてのファイルを確かめるだけで、何も変更しません</translation>
        </message>
        <message>
            <source>What goes along; take the tick away to treat files apart</source>
            <translation>一緒に移動するもの(チェックを外すと別々に扱います)</translation>
        </message>
        <message>
            <source>{0} takes along {1}</source>
            <translation>{0} と一緒に {1}</translation>
        </message>
        <message>
            <source>Kept together</source>
            <translation>一緒に扱うもの</translation>
        </message>
        <message>
            <source>Without its tick the photo goes alone, now and later, and the rest stays.</source>
            <translation>チェックを外すと、今回も今後も写真だけを取り除き、ほかは残します。</translation>
        </message>
        <message>
            <source>{0} that another photo could claim too will stay: {1}</source>
            <translation>ほかの写真のものかもしれない{0}は残ります: {1}</translation>
        </message>
        <message>
            <source>{0} of {1}, {2}.</source>
            <translation>{1}の{0}、{2}。</translation>
        </message>
        <message>
            <source>What was removed</source>
            <translation>取り除いたもの</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>何も変更していません。</translation>
        </message>
        <message>
            <source>What would happen</source>
            <translation>実行した場合の結果</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Together with {0}.</source>
            <translation>{0} と一緒に。</translation>
        </message>
        <message>
            <source>To {0}.</source>
            <translation>移動先: {0}</translation>
        </message>
    </context>
    <context>
        <name>RemovalView</name>
        <message>
            <source>Remove marked photos</source>
            <translation>印を付けた写真の取り除き</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>詳細</translation>
        </message>
    </context>
    <context>
        <name>RemovalWays</name>
        <message>
            <source>This way holds until NearDup is closed. It could not be kept: {0}.</source>
            <translation>この方法は NearDup を閉じるまで有効です。保存できませんでした: {0}。</translation>
        </message>
        <message>
            <source>The rehearsal stopped because of a fault.</source>
            <translation>問題が起きたため、確認を止めました。</translation>
        </message>
    </context>
    <context>
        <name>RemovalWords</name>
        <message>
            <source>a folder…</source>
            <translation>フォルダー…</translation>
        </message>
        <message>
            <source>Move to the trash</source>
            <translation>ゴミ箱に移動</translation>
        </message>
        <message>
            <source>Move to quarantine</source>
            <translation>隔離フォルダーに移動</translation>
        </message>
        <message>
            <source>Move to {0}</source>
            <translation>{0} に移動</translation>
        </message>
        <message>
            <source>Copy to {0}</source>
            <translation>{0} にコピー</translation>
        </message>
        <message>
            <source>Replace by hardlinks</source>
            <translation>ハードリンクに置き換え</translation>
        </message>
        <message>
            <source>Each photo goes to your system's trash and can be brought back until the trash is emptied.</source>
            <translation>写真はシステムのゴミ箱に入り、ゴミ箱を空にするまで元に戻せます。</translation>
        </message>
        <message>
            <source>Each photo goes to a hidden folder of NearDup on its own drive. It comes back from “Removed photos”, and room is freed only when you empty the quarantine there.</source>
            <translation>写真は、同じドライブにある NearDup の隠しフォルダーに入ります。「取り除いた写真」から元に戻せます。容量が空くのは、そこで隔離フォルダーを空にしたときです。</translation>
        </message>
        <message>
            <source>Each photo goes to one folder of your choice, under a new name where its own is taken. It comes back from “Removed photos”.</source>
            <translation>写真は、選んだフォルダーに入ります。同じ名前があれば新しい名前にします。「取り除いた写真」から元に戻せます。</translation>
        </message>
        <message>
            <source>Nothing is removed: each photo stays and gets a copy in a folder of your choice.</source>
            <translation>何も取り除きません。写真はそのまま残り、選んだフォルダーにコピーを作ります。</translation>
        </message>
        <message>
            <source>An identical copy becomes a second name of the photo that stays: a change of one is a change of both. “Removed photos” makes it a file of its own again.</source>
            <translation>同一のコピーは、残す写真のもう1つの名前になります。一方を変更すると両方が変わります。「取り除いた写真」から独立したファイルに戻せます。</translation>
        </message>
        <message>
            <source>An identical copy stays a photo of its own, but takes no room until one of them is changed.</source>
            <translation>同一のコピーは独立した写真のままですが、どちらかを変更するまで容量を占めません。</translation>
        </message>
        <message>
            <source>Move {0} to the trash, {1}</source>
            <translation>{0}をゴミ箱に移動({1})</translation>
        </message>
        <message>
            <source>Move {0} to quarantine, {1}</source>
            <translation>{0}を隔離フォルダーに移動({1})</translation>
        </message>
        <message>
            <source>Move {0} to “{2}”, {1}</source>
            <translation>{0}を「{2}」に移動({1})</translation>
        </message>
        <message>
            <source>Copy {0} to “{2}”, {1}</source>
            <translation>{0}を「{2}」にコピー({1})</translation>
        </message>
        <message>
            <source>Replace {0} by hardlinks, {1}</source>
            <translation>{0}をハードリンクに置き換え({1})</translation>
        </message>
        <message>
            <source>Move these photos to the trash?</source>
            <translation>これらの写真をゴミ箱に移動しますか?</translation>
        </message>
        <message>
            <source>Move these photos to quarantine?</source>
            <translation>これらの写真を隔離フォルダーに移動しますか?</translation>
        </message>
        <message>
            <source>Move these photos?</source>
            <translation>これらの写真を移動しますか?</translation>
        </message>
        <message>
            <source>Copy these photos?</source>
            <translation>これらの写真をコピーしますか?</translation>
        </message>
        <message>
            <source>Replace these photos by hardlinks?</source>
            <translation>これらの写真をハードリンクに置き換えますか?</translation>
        </message>
        <message>
            <source>Moving {0} to the trash…</source>
            <translation>{0}をゴミ箱に移動しています…</translation>
        </message>
        <message>
            <source>Moving {0} to quarantine…</source>
            <translation>{0}を隔離フォルダーに移動しています…</translation>
        </message>
        <message>
            <source>Moving {0}…</source>
            <translation>{0}を移動しています…</translation>
        </message>
        <message>
            <source>Copying {0}…</source>
            <translation>{0}をコピーしています…</translation>
        </message>
        <message>
            <source>Replacing {0} by hardlinks…</source>
            <translation>{0}をハードリンクに置き換えています…</translation>
        </message>
        <message>
            <source>To the trash</source>
            <translation>ゴミ箱へ</translation>
        </message>
        <message>
            <source>To quarantine</source>
            <translation>隔離フォルダーへ</translation>
        </message>
        <message>
            <source>To be moved</source>
            <translation>移動予定</translation>
        </message>
        <message>
            <source>To be copied</source>
            <translation>コピー予定</translation>
        </message>
        <message>
            <source>To become a link</source>
            <translation>リンクに置換予定</translation>
        </message>
        <message>
            <source>Let copies share their room on the disk</source>
            <translation>コピーとディスク上の領域を共有する</translation>
        </message>
        <message>
            <source>Let {0} share their room, {1}</source>
            <translation>{0}の領域を共有する、{1}</translation>
        </message>
        <message>
            <source>Let these photos share their room on the disk?</source>
            <translation>これらの写真でディスク上の領域を共有しますか?</translation>
        </message>
        <message>
            <source>Letting {0} share their room…</source>
            <translation>{0}の領域を共有しています…</translation>
        </message>
        <message>
            <source>To share its room</source>
            <translation>領域を共有する</translation>
        </message>
        <message>
            <source>Moved to the trash</source>
            <translation>ゴミ箱に移動</translation>
        </message>
        <message>
            <source>Moved to quarantine</source>
            <translation>隔離フォルダーに移動</translation>
        </message>
        <message>
            <source>Moved</source>
            <translation>移動済み</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>コピー済み</translation>
        </message>
        <message>
            <source>Linked</source>
            <translation>リンク済み</translation>
        </message>
        <message>
            <source>Would be done</source>
            <translation>実行できます</translation>
        </message>
        <message>
            <source>Left alone</source>
            <translation>そのまま</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>{0} left alone.</source>
            <translation>{0}はそのままです。</translation>
        </message>
        <message>
            <source>{0} failed and stayed.</source>
            <translation>{0}は失敗し、そのまま残っています。</translation>
        </message>
        <message>
            <source>{0} moved to the trash, {1}.</source>
            <translation>{0}をゴミ箱に移動しました({1})。</translation>
        </message>
        <message>
            <source>{0} moved to quarantine, {1}.</source>
            <translation>{0}を隔離フォルダーに移動しました({1})。</translation>
        </message>
        <message>
            <source>{0} moved, {1}.</source>
            <translation>{0}を移動しました({1})。</translation>
        </message>
        <message>
            <source>{0} copied, {1}.</source>
            <translation>{0}をコピーしました({1})。</translation>
        </message>
        <message>
            <source>{0} linked, {1}.</source>
            <translation>{0}をリンクに置き換えました({1})。</translation>
        </message>
        <message>
            <source>It can be done with {0}, {1}.</source>
            <translation>{0}、{1} は実行できます。</translation>
        </message>
    </context>
    <context>
        <name>ReportController</name>
        <message>
            <source>The report could not be saved because of a fault.</source>
            <translation>不具合のため、レポートを保存できませんでした。</translation>
        </message>
    </context>
    <context>
        <name>ReportView</name>
        <message>
            <source>Web page with thumbnails (*.html)</source>
            <translation>サムネイル付きウェブページ (*.html)</translation>
        </message>
        <message>
            <source>Table for a spreadsheet (*.csv)</source>
            <translation>表計算ソフト用の表 (*.csv)</translation>
        </message>
        <message>
            <source>For programs (*.json)</source>
            <translation>プログラム用 (*.json)</translation>
        </message>
        <message>
            <source>Save a report of what is shown</source>
            <translation>表示中の内容をレポートに保存</translation>
        </message>
        <message>
            <source>Saving the report {0}…</source>
            <translation>レポート {0} を保存しています…</translation>
        </message>
        <message>
            <source>The report was saved as {0}.</source>
            <translation>レポートを {0} に保存しました。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>開く</translation>
        </message>
        <message>
            <source>{0} cannot be opened. Is it still there?</source>
            <translation>{0} を開けません。まだそこにありますか?</translation>
        </message>
    </context>
    <context>
        <name>RestoreController</name>
        <message>
            <source>Files are being brought back already. Wait for it to end.</source>
            <translation>すでにファイルを元に戻しています。終わるまでお待ちください。</translation>
        </message>
        <message>
            <source>Bringing back stopped because of a fault.</source>
            <translation>問題が起きたため、元に戻す作業を止めました。</translation>
        </message>
        <message>
            <source>What was removed could not be read because of a fault.</source>
            <translation>問題が起きたため、取り除いたものを読み取れませんでした。</translation>
        </message>
    </context>
    <context>
        <name>RestoreDialog</name>
        <message>
            <source>Removed photos</source>
            <translation>取り除いた写真</translation>
        </message>
        <message>
            <source>Reading what was removed…</source>
            <translation>取り除いたものを読み取っています…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>グループ</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>現在</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>経緯</translation>
        </message>
        <message>
            <source>Files of this removal</source>
            <translation>この削除のファイル</translation>
        </message>
        <message>
            <source>Removals, the newest first</source>
            <translation>削除の履歴(新しい順)</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>もう一度試す</translation>
        </message>
        <message>
            <source>Bring back the group</source>
            <translation>グループを元に戻す</translation>
        </message>
        <message>
            <source>All files that were removed from the groups of the chosen rows</source>
            <translation>選んだ行のグループから取り除いたすべてのファイル</translation>
        </message>
        <message>
            <source>Bring back all</source>
            <translation>すべて元に戻す</translation>
        </message>
        <message>
            <source>Everything that this removal took away</source>
            <translation>この削除で取り除いたすべて</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Everything that NearDup ever removed. A file goes back to its place; where that is taken, beside it under another name. Nothing is overwritten.</source>
            <translation>NearDup がこれまでに取り除いたすべてです。ファイルは元の場所に戻り、そこがふさがっていれば別名で隣に置きます。上書きはしません。</translation>
        </message>
        <message>
            <source>Nothing was ever removed.</source>
            <translation>まだ何も取り除いていません。</translation>
        </message>
        <message>
            <source>Bringing back {0}…</source>
            <translation>{0}を元に戻しています…</translation>
        </message>
        <message>
            <source>What only it says was written into {0}</source>
            <translation>この写真だけが持つ情報を {0} に書き込みました</translation>
        </message>
        <message>
            <source>Bring back {0}</source>
            <translation>{0}を元に戻す</translation>
        </message>
        <message>
            <source>Bring back</source>
            <translation>元に戻す</translation>
        </message>
    </context>
    <context>
        <name>ReviewController</name>
        <message>
            <source>The removal stopped because of a fault.</source>
            <translation>問題が起きたため、削除を止めました。</translation>
        </message>
    </context>
    <context>
        <name>ReviewPage</name>
        <message>
            <source>{0} is in no group.</source>
            <translation>{0} はどのグループにも入っていません。</translation>
        </message>
        <message>
            <source>{0} lies outside the scanned folders. With its folder scanned it can be marked.</source>
            <translation>{0} はスキャンしたフォルダーの外にあります。そのフォルダーもスキャンすると印を付けられます。</translation>
        </message>
        <message>
            <source>Scan its folder too</source>
            <translation>そのフォルダーもスキャン</translation>
        </message>
    </context>
    <context>
        <name>RuleList</name>
        <message>
            <source>Preset</source>
            <translation>プリセット</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>名前を付けて保存…</translation>
        </message>
        <message>
            <source>Keep this order under a name of yours</source>
            <translation>この順序に名前を付けて保存します</translation>
        </message>
        <message>
            <source>Delete this preset</source>
            <translation>このプリセットを削除</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Rules, the first that tells two photos apart decides</source>
            <translation>規則(2枚に差がつく最初の規則で決まります)</translation>
        </message>
        <message>
            <source>Move this rule up (Alt+Up)</source>
            <translation>この規則を上へ (Alt+↑)</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>上へ</translation>
        </message>
        <message>
            <source>Move this rule down (Alt+Down)</source>
            <translation>この規則を下へ (Alt+↓)</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>下へ</translation>
        </message>
        <message>
            <source>Your own order</source>
            <translation>自分で決めた順序</translation>
        </message>
        <message>
            <source>Save these rules</source>
            <translation>規則の保存</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Rules for what arrives</source>
            <translation>新着のルール</translation>
        </message>
        <message>
            <source>Add rule…</source>
            <translation>ルールを追加…</translation>
        </message>
        <message>
            <source>{0}, covered by {1}</source>
            <translation>{0} (もう一方: {1})</translation>
        </message>
        <message>
            <source>Choose a folder in which photos arrive</source>
            <translation>写真が届くフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Choose the folder that may have them already</source>
            <translation>同じ写真がありそうなフォルダーを選ぶ</translation>
        </message>
    </context>
    <context>
        <name>Rules</name>
        <message>
            <source>In a preferred folder</source>
            <translation>優先するフォルダーにある</translation>
        </message>
        <message>
            <source>In a protected folder</source>
            <translation>保護するフォルダーにある</translation>
        </message>
        <message>
            <source>RAW file of the camera</source>
            <translation>カメラの RAW ファイル</translation>
        </message>
        <message>
            <source>The others were made of it</source>
            <translation>ほかの写真の元</translation>
        </message>
        <message>
            <source>Most pixels</source>
            <translation>画素数が多い</translation>
        </message>
        <message>
            <source>Saved without loss</source>
            <translation>劣化のない形式</translation>
        </message>
        <message>
            <source>Format of the phone (HEIC)</source>
            <translation>スマートフォンの形式 (HEIC)</translation>
        </message>
        <message>
            <source>Most facts of the shot</source>
            <translation>撮影情報が多い</translation>
        </message>
        <message>
            <source>With the date of the shot</source>
            <translation>撮影日時がある</translation>
        </message>
        <message>
            <source>With the place of the shot</source>
            <translation>撮影場所がある</translation>
        </message>
        <message>
            <source>Highest rating</source>
            <translation>評価が高い</translation>
        </message>
        <message>
            <source>As the camera saved it</source>
            <translation>カメラが保存したまま</translation>
        </message>
        <message>
            <source>Without loss, then the larger file</source>
            <translation>劣化のない形式、次に大きいファイル</translation>
        </message>
        <message>
            <source>Takes the least room (smaller file)</source>
            <translation>容量が小さい(小さいファイル)</translation>
        </message>
        <message>
            <source>Sharpest</source>
            <translation>鮮明</translation>
        </message>
        <message>
            <source>Oldest file</source>
            <translation>古いファイル</translation>
        </message>
        <message>
            <source>Newest file</source>
            <translation>新しいファイル</translation>
        </message>
        <message>
            <source>Not named like a copy</source>
            <translation>コピーらしい名前ではない</translation>
        </message>
        <message>
            <source>In an ordinary folder</source>
            <translation>ふつうのフォルダーにある</translation>
        </message>
        <message>
            <source>Named by a person</source>
            <translation>人が名前を付けたもの</translation>
        </message>
        <message>
            <source>Shorter path</source>
            <translation>パスが短い</translation>
        </message>
        <message>
            <source>Photos in the folders below come before all others, in the order of the folders.</source>
            <translation>下のフォルダーの写真を、フォルダーの順にほかより優先します。</translation>
        </message>
        <message>
            <source>What lies in a protected folder stays anyway, so the other copy may go.</source>
            <translation>保護するフォルダーの写真はいずれにしても残るので、もう一方のコピーを取り除けます。</translation>
        </message>
        <message>
            <source>A camera's RAW file comes before what was made from it.</source>
            <translation>カメラの RAW ファイルを、それから作った写真より優先します。</translation>
        </message>
        <message>
            <source>The photo that copies, crops and edits were made of comes first, as far as the pictures tell.</source>
            <translation>コピー、切り抜き、編集版の元になった写真を、画像から判断できる限り優先します。</translation>
        </message>
        <message>
            <source>The photo with the most pixels comes first.</source>
            <translation>画素数の多い写真を優先します。</translation>
        </message>
        <message>
            <source>RAW, PNG, TIFF and their like come before JPEG and WebP.</source>
            <translation>RAW、PNG、TIFF などを、JPEG や WebP より優先します。</translation>
        </message>
        <message>
            <source>HEIC comes before a JPEG of the same size, which was made from it.</source>
            <translation>HEIC を、それから作った同じ大きさの JPEG より優先します。</translation>
        </message>
        <message>
            <source>The photo that knows most of date, camera and place comes first.</source>
            <translation>日時、カメラ、場所の情報を多く持つ写真を優先します。</translation>
        </message>
        <message>
            <source>Photos that know when they were taken come first.</source>
            <translation>撮影日時の分かる写真を優先します。</translation>
        </message>
        <message>
            <source>Photos that know where they were taken come first.</source>
            <translation>撮影場所の分かる写真を優先します。</translation>
        </message>
        <message>
            <source>More stars come first. They are read from the files, which takes a while.</source>
            <translation>星の多い写真を優先します。ファイルから読み取るため、少し時間がかかります。</translation>
        </message>
        <message>
            <source>Photos that name their camera and no editor come first, those that name no camera last.</source>
            <translation>カメラの名前だけが記録され、編集ソフトの名前のない写真を優先し、カメラの名前のない写真を後回しにします。</translation>
        </message>
        <message>
            <source>PNG, TIFF and their like come first. Of one format, the larger file is compressed less.</source>
            <translation>PNG や TIFF などを優先します。同じ形式なら、大きいファイルのほうが圧縮が少ないと考えます。</translation>
        </message>
        <message>
            <source>The smaller file comes first. It may have lost more.</source>
            <translation>小さいファイルを優先します。その分、劣化が多いかもしれません。</translation>
        </message>
        <message>
            <source>The photo with the finest detail comes first.</source>
            <translation>細部まで鮮明な写真を優先します。</translation>
        </message>
        <message>
            <source>The file that was changed the longest ago comes first.</source>
            <translation>更新日時の最も古いファイルを優先します。</translation>
        </message>
        <message>
            <source>The file that was changed last comes first.</source>
            <translation>更新日時の最も新しいファイルを優先します。</translation>
        </message>
        <message>
            <source>Names such as “IMG (1)”, “Copy of IMG”, “Kopie” and “IMG-…-WA…” come last.</source>
            <translation>「IMG (1)」「IMG - コピー」「Copy of IMG」「IMG-…-WA…」のような名前を後回しにします。</translation>
        </message>
        <message>
            <source>Photos on a card or a removable drive, among downloads, of a messenger or in a backup come last.</source>
            <translation>カードやリムーバブルドライブ、ダウンロード、メッセンジャー、バックアップにある写真は最後になります。</translation>
        </message>
        <message>
            <source>“Italy/Anna at the sea” comes before “Photos/IMG_0001”.</source>
            <translation>「Italy/Anna at the sea」を「Photos/IMG_0001」より先にします。</translation>
        </message>
        <message>
            <source>Fewer folders, then fewer letters, come first.</source>
            <translation>フォルダーの階層が浅く、文字数の少ないパスを優先します。</translation>
        </message>
        <message>
            <source>Best quality</source>
            <translation>最高の画質</translation>
        </message>
        <message>
            <source>Oldest original</source>
            <translation>最も古いオリジナル</translation>
        </message>
        <message>
            <source>My folder order</source>
            <translation>自分のフォルダー順</translation>
        </message>
    </context>
    <context>
        <name>RulesController</name>
        <message>
            <source>Change the keeper's rules</source>
            <translation>残す写真の規則の変更</translation>
        </message>
        <message>
            <source>The keeper's rules changed.</source>
            <translation>残す写真の規則を変更しました。</translation>
        </message>
        <message>
            <source>{0} is protected no longer.</source>
            <translation>{0} の保護をやめました。</translation>
        </message>
        <message>
            <source>{0} is no library any longer.</source>
            <translation>{0} はライブラリではなくなりました。</translation>
        </message>
        <message>
            <source>{0} is no source any longer.</source>
            <translation>{0} は取り込み元ではなくなりました。</translation>
        </message>
        <message>
            <source>{0} is preferred no longer.</source>
            <translation>{0} の優先をやめました。</translation>
        </message>
        <message>
            <source>{0} is ignored no longer. Scan again to see all of its photos.</source>
            <translation>{0} の除外をやめました。もう一度スキャンすると、中の写真がすべて表示されます。</translation>
        </message>
        <message>
            <source>{0} is protected: nothing in it is ever removed.</source>
            <translation>{0} を保護しました。中の写真は決して取り除きません。</translation>
        </message>
        <message>
            <source>{0} is a library: its photos stay, copies elsewhere may go.</source>
            <translation>{0} はライブラリです。中の写真は残り、ほかの場所のコピーは外せます。</translation>
        </message>
        <message>
            <source>{0} is a source: of copies, the one elsewhere is kept.</source>
            <translation>{0} は取り込み元です。コピーのうち、ほかの場所のものを残します。</translation>
        </message>
        <message>
            <source>{0} is preferred: of copies, the one in it is kept.</source>
            <translation>{0} を優先にしました。コピーのうち、この中にあるものを残します。</translation>
        </message>
        <message>
            <source>{0} is ignored: its photos are not shown, nor scanned again.</source>
            <translation>{0} を除外しました。中の写真は表示せず、今後スキャンもしません。</translation>
        </message>
        <message>
            <source>Change what counts of a folder</source>
            <translation>フォルダーの扱いの変更</translation>
        </message>
    </context>
    <context>
        <name>RulesDialog</name>
        <message>
            <source>Keeper rules</source>
            <translation>残す写真の規則</translation>
        </message>
        <message>
            <source>Preferred folders, the best first</source>
            <translation>優先するフォルダー(優先順)</translation>
        </message>
        <message>
            <source>Choose a folder to keep from</source>
            <translation>優先して残すフォルダーを選ぶ</translation>
        </message>
        <message>
            <source>Groups whose keeper would change</source>
            <translation>残す写真が変わるグループ</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
        <message>
            <source>Which photo of a group to keep</source>
            <translation>グループのどの写真を残すか</translation>
        </message>
        <message>
            <source>The first rule that tells two photos apart decides.</source>
            <translation>上から順に比べ、最初に差がついた規則で決まります。</translation>
        </message>
        <message>
            <source>Preferred folders</source>
            <translation>優先するフォルダー</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>変わるところ</translation>
        </message>
        <message>
            <source>Looking at every group…</source>
            <translation>すべてのグループを調べています…</translation>
        </message>
        <message>
            <source>{0} of {1} would get another keeper.</source>
            <translation>{1}のうち{0}で、残す写真が変わります。</translation>
        </message>
        <message>
            <source>No keeper of {0} would be another.</source>
            <translation>{0}のどれも、残す写真は変わりません。</translation>
        </message>
        <message>
            <source>Before there were {0}: groups form around their keepers.</source>
            <translation>変更前は {0} グループです(グループは残す写真を中心に作られます)。</translation>
        </message>
        <message>
            <source>In {0} copies are marked: the marks follow the new keeper.</source>
            <translation>{0}でコピーに印が付いています。印は新しい「残す写真」に合わせて付け替えます。</translation>
        </message>
        <message>
            <source>In {0} you marked by hand: these marks stay.</source>
            <translation>{0}はあなたが印を付けたので、その印はそのままです。</translation>
        </message>
    </context>
    <context>
        <name>RulesView</name>
        <message>
            <source>In {0} the marks follow the new keeper.</source>
            <translation>{0}で、印を新しい「残す写真」に合わせました。</translation>
        </message>
    </context>
    <context>
        <name>ScanController</name>
        <message>
            <source>A scan is running. Wait for it or cancel it first.</source>
            <translation>スキャンの実行中です。終わるのを待つか、先に中止してください。</translation>
        </message>
        <message>
            <source>The folder could not be remembered: {0}</source>
            <translation>フォルダーを記憶できませんでした: {0}</translation>
        </message>
    </context>
    <context>
        <name>ScanPage</name>
        <message>
            <source>Starting</source>
            <translation>開始しています</translation>
        </message>
        <message>
            <source>photos</source>
            <translation>写真</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>除外</translation>
        </message>
        <message>
            <source>groups</source>
            <translation>グループ</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>What has been read is kept: a scan that is cancelled goes on from there next time.</source>
            <translation>読み取った分は保存されます。中止したスキャンは、次回その続きから始まります。</translation>
        </message>
        <message>
            <source>Stopping the scan…</source>
            <translation>スキャンを止めています…</translation>
        </message>
    </context>
    <context>
        <name>ScanStrip</name>
        <message>
            <source>Cancel scan</source>
            <translation>スキャンを中止</translation>
        </message>
        <message>
            <source>Stopping the scan…</source>
            <translation>スキャンを止めています…</translation>
        </message>
    </context>
    <context>
        <name>SettingsController</name>
        <message>
            <source>The settings hold until NearDup is closed. They could not be kept: {0}.</source>
            <translation>設定は NearDup を閉じるまで有効です。保存できませんでした: {0}。</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>設定</translation>
        </message>
        <message>
            <source>Add a model file…</source>
            <translation>モデルファイルを追加…</translation>
        </message>
        <message>
            <source>A .keras or .onnx file, or the saved_model.pb of a SavedModel. Your photos measure it.</source>
            <translation>.keras ファイル、.onnx ファイル、または SavedModel の saved_model.pb。あなたの写真で性能を測ります。</translation>
        </message>
        <message>
            <source>Look into hidden files and folders too</source>
            <translation>隠しファイルと隠しフォルダーも調べる</translation>
        </message>
        <message>
            <source>&amp;Hand over what only a copy says to the photo that stays</source>
            <translation>コピーだけが持つ情報を、残る写真に引き継ぐ(&amp;H)</translation>
        </message>
        <message>
            <source>Date, place, rating, keywords and other words are written into its sidecar (XMP) before the copy goes, so copies that hold nothing else of their own are marked in bulk too.</source>
            <translation>コピーを移す前に、日時、場所、評価、キーワードなどの言葉を、残る写真のサイドカー（XMP）に書きます。ほかに独自のものを持たないコピーは、まとめてのマークの対象にもなります。</translation>
        </message>
        <message>
            <source>Move over what &amp;belongs only to a copy, too</source>
            <translation>コピーだけに付属するファイルも移す(&amp;B)</translation>
        </message>
        <message>
            <source>Its film, its RAW file, edits and sidecars get the name of the photo that stays, and lie beside it.</source>
            <translation>動画、RAWファイル、編集、サイドカーが、残る写真の名前でその隣に置かれます。</translation>
        </message>
        <message>
            <source>One for each of {0} cores</source>
            <translation>{0} 個のコアに1つずつ</translation>
        </message>
        <message>
            <source>Used as soon as it is ready</source>
            <translation>準備ができ次第使う</translation>
        </message>
        <message>
            <source>Waited for before a scan begins</source>
            <translation>準備を待ってからスキャンする</translation>
        </message>
        <message>
            <source>Not used</source>
            <translation>使わない</translation>
        </message>
        <message>
            <source>An NVIDIA card needs minutes to get ready for a model, the first time.</source>
            <translation>NVIDIA のカードは、モデルごとに初回の準備に数分かかります。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>システムに合わせる</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>ライト</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>ダーク</translation>
        </message>
        <message>
            <source>Scanned by themselves</source>
            <translation>自動でスキャンする</translation>
        </message>
        <message>
            <source>Not looked for</source>
            <translation>調べない</translation>
        </message>
        <message>
            <source>What arrives in the scanned folders while this window is open.</source>
            <translation>このウィンドウを開いている間に、スキャン済みのフォルダーに加わった写真の扱いです。</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>{0} is being looked at…</source>
            <translation>{0} を調べています…</translation>
        </message>
        <message>
            <source>&amp;Model</source>
            <translation>モデル(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Graphics card</source>
            <translation>グラフィックカード(&amp;G)</translation>
        </message>
        <message>
            <source>Photos read at a &amp;time</source>
            <translation>同時に読み取る写真の数(&amp;T)</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>コピー</translation>
        </message>
        <message>
            <source>&amp;New photos</source>
            <translation>新しい写真(&amp;N)</translation>
        </message>
        <message>
            <source>It tells how alike two photos are.</source>
            <translation>2枚の写真がどれだけ似ているかを判定します。</translation>
        </message>
        <message>
            <source>The next scan will read every photo anew. Nothing that was found before is lost.</source>
            <translation>次のスキャンですべての写真を読み直します。これまでの結果は失われません。</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Models (*.onnx *.keras saved_model.pb)</source>
            <translation>モデル (*.onnx *.keras saved_model.pb)</translation>
        </message>
        <message>
            <source>Scanning</source>
            <translation>スキャン</translation>
        </message>
        <message>
            <source>Offered for a scan</source>
            <translation>知らせて、スキャンするか選べるようにする</translation>
        </message>
        <message>
            <source>&amp;Colours</source>
            <translation>配色(&amp;C)</translation>
        </message>
        <message>
            <source>L&amp;anguage</source>
            <translation>言語(&amp;A)</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>ウィンドウ</translation>
        </message>
        <message>
            <source>Choose a model</source>
            <translation>モデルを選ぶ</translation>
        </message>
        <message>
            <source>{0} (default)</source>
            <translation>{0}(既定)</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>既定</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>The keys hold until NearDup is closed. They could not be kept: {0}.</source>
            <translation>キーの割り当ては NearDup を閉じるまで有効です。保存できませんでした: {0}。</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>キーボードショートカット</translation>
        </message>
        <message>
            <source>Another key for the chosen action</source>
            <translation>選んだ操作の新しいキー</translation>
        </message>
        <message>
            <source>As it was at first</source>
            <translation>最初の設定に戻す</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>すべて元に戻す</translation>
        </message>
        <message>
            <source>Keys in lists and photos…</source>
            <translation>一覧と写真で使うキー…</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>メニュー</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>働き</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>操作とキー</translation>
        </message>
        <message>
            <source>&amp;New key</source>
            <translation>新しいキー(&amp;N)</translation>
        </message>
        <message>
            <source>Choose an action, go to the field below, and press the key that it shall have.</source>
            <translation>操作を選んで下の欄に移り、割り当てたいキーを押してください。</translation>
        </message>
        <message>
            <source>{0} is the key of: {1}.</source>
            <translation>{0} はすでに次の操作のキーです: {1}。</translation>
        </message>
    </context>
    <context>
        <name>ShotsPage</name>
        <message>
            <source>Keep all</source>
            <translation>すべて残す</translation>
        </message>
        <message>
            <source>Take away the marks of this strip (0)</source>
            <translation>この場面の削除対象をすべて外します (0)</translation>
        </message>
        <message>
            <source>Mark all other frames of the chosen strip ({0})</source>
            <translation>選んだ場面のほかのコマをすべて削除対象にします ({0})</translation>
        </message>
    </context>
    <context>
        <name>SimilarityPanel</name>
        <message>
            <source>Each bar: how many matches are this alike</source>
            <translation>棒の高さ：その類似度の一致の数</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>リセット</translation>
        </message>
        <message>
            <source>Reset: group by every match again</source>
            <translation>リセット：すべての一致でグループ分けする</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>解除</translation>
        </message>
        <message>
            <source>Take these marks away</source>
            <translation>これらの印を消します</translation>
        </message>
        <message>
            <source>{0} marked, but in no group now, the keeper, or protected: nothing happens to them.</source>
            <translation>印の付いた {0} は、今はどのグループにも入っていないか、残す写真か、保護されています。何も起こりません。</translation>
        </message>
        <message>
            <source>Show groups of this kind: {0}</source>
            <translation>この種類のグループを表示: {0}</translation>
        </message>
        <message>
            <source>At least {0} % alike</source>
            <translation>類似度 {0} % 以上</translation>
        </message>
        <message>
            <source>Every match</source>
            <translation>すべての一致</translation>
        </message>
        <message>
            <source>Grouping…</source>
            <translation>グループにまとめています…</translation>
        </message>
    </context>
    <context>
        <name>SimilaritySlider</name>
        <message>
            <source>How alike photos must be, in per cent</source>
            <translation>同じグループにする類似度(パーセント)</translation>
        </message>
        <message>
            <source>{0} % alike</source>
            <translation>類似度 {0} %</translation>
        </message>
        <message>
            <source>{0} % alike: {1}</source>
            <translation>類似度 {0} %: {1}</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Photos that are less alike than this share no group. Nothing is scanned, removed or forgotten: move it back, and the groups are there again. Identical files always stay.</source>
            <translation>これより類似度の低い写真は、同じグループになりません。スキャンも削除もせず、何も失われません。スライダーを戻せばグループも元に戻ります。完全に同一のファイルは常に表示されます。</translation>
        </message>
    </context>
    <context>
        <name>SizeHistogram</name>
        <message>
            <source>Buckets by the number of pictures in them</source>
            <translation>画像の数で分けたバケット</translation>
        </message>
    </context>
    <context>
        <name>Strips</name>
        <message>
            <source>Scenes and their frames</source>
            <translation>場面とそのコマ</translation>
        </message>
    </context>
    <context>
        <name>StripsModel</name>
        <message>
            <source>marked for removal</source>
            <translation>削除対象</translation>
        </message>
        <message>
            <source>stays</source>
            <translation>残ります</translation>
        </message>
        <message>
            <source>protected, stays</source>
            <translation>保護のため残ります</translation>
        </message>
    </context>
    <context>
        <name>Successor</name>
        <message>
            <source>The language changes when what is going on has ended.</source>
            <translation>今の処理が終わると言語が変わります。</translation>
        </message>
    </context>
    <context>
        <name>SuggestionLine</name>
        <message>
            <source>No, leave it as it is</source>
            <translation>いいえ、このままにする</translation>
        </message>
        <message>
            <source>No</source>
            <translation>いいえ</translation>
        </message>
        <message>
            <source>From {0} % on, {1} of {2} that you said are no duplicates would not have come.</source>
            <translation>{0} % 以上にすると、重複ではないと判断した {2} 件のうち {1} 件は表示されなかったはずです。</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
        <message>
            <source>Group only what is at least {0} % alike. {1} of {2} other matches would go, too.</source>
            <translation>類似度 {0} % 以上だけをグループにします。ほかの一致も {2} 件のうち {1} 件が外れます。</translation>
        </message>
    </context>
    <context>
        <name>TableDialog</name>
        <message>
            <source>Copy</source>
            <translation>コピー</translation>
        </message>
        <message>
            <source>Copy the chosen rows, or all of them</source>
            <translation>選んだ行、またはすべての行をコピー</translation>
        </message>
    </context>
    <context>
        <name>TablesController</name>
        <message>
            <source>The hash tables could not be looked into.</source>
            <translation>ハッシュ表の中を調べられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>TablesDialog</name>
        <message>
            <source>Inside the hash tables</source>
            <translation>ハッシュ表の中身</translation>
        </message>
        <message>
            <source>Number of the table</source>
            <translation>表の番号</translation>
        </message>
        <message>
            <source>Looking into the hash tables…</source>
            <translation>ハッシュ表を調べています…</translation>
        </message>
        <message>
            <source>Bucket of this photo</source>
            <translation>この写真のバケット</translation>
        </message>
        <message>
            <source>Show as an answer</source>
            <translation>検索結果として表示</translation>
        </message>
        <message>
            <source>Leave this dialog, and review the photos of the bucket in the window</source>
            <translation>この画面を閉じ、バケットの写真をウィンドウで確認します</translation>
        </message>
        <message>
            <source>The photo's bucket is not among the fullest, which are listed.</source>
            <translation>この写真のバケットは、一覧にある画像の多いバケットに入っていません。</translation>
        </message>
        <message>
            <source>Bucket</source>
            <translation>バケット</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>画像</translation>
        </message>
        <message>
            <source>Occupied buckets, the fullest first</source>
            <translation>使用中のバケット(画像の多い順)</translation>
        </message>
        <message>
            <source>Photos of the bucket</source>
            <translation>バケットの写真</translation>
        </message>
        <message>
            <source>&amp;Table</source>
            <translation>表(&amp;T)</translation>
        </message>
        <message>
            <source>There are no hash tables yet. Scan a folder first.</source>
            <translation>まだハッシュ表がありません。先にフォルダーをスキャンしてください。</translation>
        </message>
        <message>
            <source>{0} tables of {1} bits, {2} hyperplanes in all. Table {3} holds {4} pictures in {5} of {6} buckets; thrown in by chance they would fill {7}.</source>
            <translation>{1} ビットの表が {0} 個、超平面は全部で {2} 枚。表 {3} では {4} 枚の画像が {6} 個のうち {5} 個のバケットに入っています。でたらめに入れた場合は {7} 個になります。</translation>
        </message>
        <message>
            <source>Looking into the bucket…</source>
            <translation>バケットを調べています…</translation>
        </message>
        <message>
            <source>{0}, the one nearest to the middle first</source>
            <translation>{0}(中心に最も近い写真が先頭)</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>似た写真を探す</translation>
        </message>
    </context>
    <context>
        <name>UnitsController</name>
        <message>
            <source>What belongs together could not be kept in mind.</source>
            <translation>一緒に扱う設定を保存できませんでした。</translation>
        </message>
    </context>
    <context>
        <name>Wall</name>
        <message>
            <source>Pairs: what stays, and what goes</source>
            <translation>組: 残るものと取り除かれるもの</translation>
        </message>
    </context>
    <context>
        <name>WallBar</name>
        <message>
            <source>Tick all</source>
            <translation>すべてに印</translation>
        </message>
        <message>
            <source>Let every copy that is shown go</source>
            <translation>表示中のコピーをすべて取り除く対象にします</translation>
        </message>
        <message>
            <source>Untick all</source>
            <translation>印をすべて外す</translation>
        </message>
        <message>
            <source>Let every copy that is shown stay</source>
            <translation>表示中のコピーをすべて残します</translation>
        </message>
        <message>
            <source>Nothing is ticked, so nothing goes.</source>
            <translation>印がないため、何も取り除かれません。</translation>
        </message>
        <message>
            <source>{0} of {1} go. The photos that stay hold all that is in them.</source>
            <translation>{1}のうち{0}枚を取り除きます。内容はすべて残る写真にあります。</translation>
        </message>
    </context>
    <context>
        <name>WallDelegate</name>
        <message>
            <source>stays</source>
            <translation>残る</translation>
        </message>
        <message>
            <source>goes</source>
            <translation>取り除く</translation>
        </message>
        <message>
            <source>stays as well</source>
            <translation>これも残る</translation>
        </message>
    </context>
    <context>
        <name>WallModel</name>
        <message>
            <source>{0} goes, {1}; {2} stays</source>
            <translation>{0} を取り除きます、{1}。{2} は残ります</translation>
        </message>
        <message>
            <source>{0} stays, {1}, and so does {2}</source>
            <translation>{0} は残ります、{1}。{2} も残ります</translation>
        </message>
        <message>
            <source>Stays: {0}</source>
            <translation>残る: {0}</translation>
        </message>
        <message>
            <source>Goes: {0}</source>
            <translation>取り除く: {0}</translation>
        </message>
        <message>
            <source>Stays as well: {0}</source>
            <translation>これも残る: {0}</translation>
        </message>
    </context>
    <context>
        <name>Watching</name>
        <message>
            <source>1 new photo in your folders.</source>
            <translation>フォルダーに新しい写真が1枚あります。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln new photos in your folders.</source>
            <translation>
                <numerusform>フォルダーに新しい写真が%Ln枚あります。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 photo was changed.</source>
            <translation>1枚の写真が変更されました。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photos were changed.</source>
            <translation>
                <numerusform>%Ln枚の写真が変更されました。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 photo is no longer there.</source>
            <translation>1枚の写真がなくなりました。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photos are no longer there.</source>
            <translation>
                <numerusform>%Ln枚の写真がなくなりました。</numerusform>
            </translation>
        </message>
        <message>
            <source>New photos in {0} are only found by a scan, since it is on another machine.</source>
            <translation>{0} は別のコンピューターにあるため、新しい写真はスキャンするまでわかりません。</translation>
        </message>
        <message>
            <source>Some new photos in {0} are only found by a scan: it has more folders than this system watches.</source>
            <translation>{0} はシステムが見張れる数よりフォルダーが多いため、新しい写真の一部はスキャンするまでわかりません。</translation>
        </message>
        <message>
            <source>New photos in {0} are only found by a scan: this system cannot watch it.</source>
            <translation>{0} はシステムが見張れないため、新しい写真はスキャンするまでわかりません。</translation>
        </message>
    </context>
    <context>
        <name>Wording</name>
        <message>
            <source>1 photo</source>
            <translation>写真1枚</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photos</source>
            <translation>
                <numerusform>写真%Ln枚</numerusform>
            </translation>
        </message>
        <message>
            <source>1 group</source>
            <translation>1グループ</translation>
        </message>
        <message numerus="yes">
            <source>%Ln groups</source>
            <translation>
                <numerusform>%Lnグループ</numerusform>
            </translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>ファイル1個</translation>
        </message>
        <message numerus="yes">
            <source>%Ln files</source>
            <translation>
                <numerusform>ファイル%Ln個</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} MP</source>
            <translation>{0} メガピクセル</translation>
        </message>
        <message>
            <source>File of {0}</source>
            <translation>ファイル日時 {0}</translation>
        </message>
        <message>
            <source>{0}, as written beside it</source>
            <translation>{0}（添えられた記録による）</translation>
        </message>
        <message>
            <source>{0}, by its name</source>
            <translation>{0}（名前による）</translation>
        </message>
        <message>
            <source>Identical</source>
            <translation>完全に同一</translation>
        </message>
        <message>
            <source>Same picture</source>
            <translation>同じ写真</translation>
        </message>
        <message>
            <source>Same scene</source>
            <translation>同じ場面</translation>
        </message>
        <message>
            <source>Identical to {0}</source>
            <translation>{0} と同一</translation>
        </message>
        <message>
            <source>The files are exactly the same.</source>
            <translation>ファイルはまったく同じです。</translation>
        </message>
        <message>
            <source>One press of the shutter, saved in different ways.</source>
            <translation>1回のシャッターで撮った写真を、異なる形で保存したものです。</translation>
        </message>
        <message>
            <source>Separate shots of nearly the same view. Which to keep is yours to say.</source>
            <translation>ほぼ同じ眺めの別々の撮影です。どれを残すかはあなたが決めてください。</translation>
        </message>
        <message>
            <source>{0} % alike</source>
            <translation>類似度 {0} %</translation>
        </message>
        <message>
            <source>{0} % certain</source>
            <translation>確度 {0} %</translation>
        </message>
        <message>
            <source>resized to {0} %</source>
            <translation>{0} % に縮小・拡大</translation>
        </message>
        <message>
            <source>cropped to {0} %</source>
            <translation>{0} % に切り抜き</translation>
        </message>
        <message>
            <source>set into a larger picture ({0} % of it)</source>
            <translation>大きな画像の一部({0} %)</translation>
        </message>
        <message>
            <source>shows {0} % of the keeper</source>
            <translation>残す写真の {0} % が写っている</translation>
        </message>
        <message>
            <source>rotated by {1}°</source>
            <translation>{1}°回転</translation>
        </message>
        <message>
            <source>turned by {1}°</source>
            <translation>{1}°傾き</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>左右反転</translation>
        </message>
        <message>
            <source>stretched</source>
            <translation>縦横比の変更</translation>
        </message>
        <message>
            <source>brighter</source>
            <translation>明るい</translation>
        </message>
        <message>
            <source>darker</source>
            <translation>暗い</translation>
        </message>
        <message>
            <source>more contrast</source>
            <translation>コントラストが強い</translation>
        </message>
        <message>
            <source>less contrast</source>
            <translation>コントラストが弱い</translation>
        </message>
        <message>
            <source>black and white</source>
            <translation>白黒</translation>
        </message>
        <message>
            <source>in colour</source>
            <translation>カラー</translation>
        </message>
        <message>
            <source>tinted, such as sepia</source>
            <translation>セピアなどの色付け</translation>
        </message>
        <message>
            <source>other colours</source>
            <translation>色合いが異なる</translation>
        </message>
        <message>
            <source>something was added ({0} % of it)</source>
            <translation>何かが加えられている({0} %)</translation>
        </message>
        <message>
            <source>the same to the pixel</source>
            <translation>画素まで同じ</translation>
        </message>
        <message>
            <source>{2} apart by their names</source>
            <translation>名前の時刻で {2} の差</translation>
        </message>
        <message>
            <source>same camera</source>
            <translation>同じカメラ</translation>
        </message>
        <message>
            <source>another camera</source>
            <translation>別のカメラ</translation>
        </message>
        <message>
            <source>in the same second</source>
            <translation>同じ秒に撮影</translation>
        </message>
        <message numerus="yes">
            <source>%Ln days apart</source>
            <translation>
                <numerusform>%Ln日の差</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} apart</source>
            <translation>{0}の差</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} 秒</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0} 分</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} 時間 {1} 分</translation>
        </message>
        <message>
            <source>Preparing the graphics card</source>
            <translation>グラフィックカードを準備中</translation>
        </message>
        <message>
            <source>Looking for photos</source>
            <translation>写真を探しています</translation>
        </message>
        <message>
            <source>Reading photos</source>
            <translation>写真を読み取っています</translation>
        </message>
        <message>
            <source>Preparing to compare</source>
            <translation>比較の準備をしています</translation>
        </message>
        <message>
            <source>Comparing photos</source>
            <translation>写真を比較しています</translation>
        </message>
        <message>
            <source>Looking at copies closely</source>
            <translation>コピーを詳しく比較中</translation>
        </message>
        <message>
            <source>Forming groups</source>
            <translation>グループにまとめています</translation>
        </message>
        <message>
            <source>Checking, and changing nothing</source>
            <translation>確かめています（何も変えません）</translation>
        </message>
        <message>
            <source>Moving photos to the trash</source>
            <translation>写真をゴミ箱に移動しています</translation>
        </message>
        <message>
            <source>Moving photos to quarantine</source>
            <translation>写真を隔離フォルダーに移しています</translation>
        </message>
        <message>
            <source>Moving photos</source>
            <translation>写真を移しています</translation>
        </message>
        <message>
            <source>Copying photos</source>
            <translation>写真をコピーしています</translation>
        </message>
        <message>
            <source>Linking photos</source>
            <translation>写真をリンクにしています</translation>
        </message>
        <message>
            <source>Bringing photos back</source>
            <translation>写真を戻しています</translation>
        </message>
        <message>
            <source>Erasing from quarantine</source>
            <translation>隔離フォルダーから消しています</translation>
        </message>
        <message>
            <source>Making demo photos</source>
            <translation>デモ用の写真を作っています</translation>
        </message>
        <message>
            <source>Measuring the model</source>
            <translation>モデルの性能を測っています</translation>
        </message>
        <message>
            <source>{0}  ·  {1} images/s</source>
            <translation>{0}  ·  毎秒 {1} 枚</translation>
        </message>
        <message>
            <source>{0} on CPU (1 thread)</source>
            <translation>{0}、CPU(1スレッド)</translation>
        </message>
        <message numerus="yes">
            <source>{0} on CPU (%Ln threads)</source>
            <translation>
                <numerusform>{0}、CPU(%Lnスレッド)</numerusform>
            </translation>
        </message>
        <message>
            <source>In the library of {0}</source>
            <translation>{0} のライブラリ内</translation>
        </message>
        <message>
            <source>In a protected folder</source>
            <translation>保護されたフォルダーにあります</translation>
        </message>
        <message>
            <source>Outside the scanned folders</source>
            <translation>スキャンしたフォルダーの外</translation>
        </message>
        <message>
            <source>In no group</source>
            <translation>どのグループにもない</translation>
        </message>
        <message>
            <source>Keeper</source>
            <translation>残す写真</translation>
        </message>
        <message>
            <source>Cosine {0} · {1} % of tables</source>
            <translation>コサイン {0} · 表の {1} %</translation>
        </message>
        <message>
            <source>1 copy</source>
            <translation>コピー1枚</translation>
        </message>
        <message numerus="yes">
            <source>%Ln copies</source>
            <translation>
                <numerusform>コピー%Ln枚</numerusform>
            </translation>
        </message>
        <message>
            <source>1 skipped</source>
            <translation>1件除外</translation>
        </message>
        <message numerus="yes">
            <source>%Ln skipped</source>
            <translation>
                <numerusform>%Ln件除外</numerusform>
            </translation>
        </message>
        <message>
            <source>In several folders</source>
            <translation>複数のフォルダーにまたがる</translation>
        </message>
        <message>
            <source>In several scanned folders</source>
            <translation>複数のスキャン先にまたがる</translation>
        </message>
        <message>
            <source>Within one folder</source>
            <translation>1 つのフォルダーの中</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{1} のうち {0}</translation>
        </message>
        <message>
            <source>{0} of {1} pairs</source>
            <translation>{1} 組中 {0} 組</translation>
        </message>
        <message>
            <source>how long is not known</source>
            <translation>どのくらいかかるかは分かりません</translation>
        </message>
        <message>
            <source>{0} so far</source>
            <translation>ここまで {0}</translation>
        </message>
        <message>
            <source>{0} per second</source>
            <translation>毎秒 {0}</translation>
        </message>
        <message>
            <source>about {0} left in this step</source>
            <translation>この段階の残りは約 {0}</translation>
        </message>
        <message>
            <source>1 file was skipped.</source>
            <translation>1個のファイルを除外しました。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln files were skipped.</source>
            <translation>
                <numerusform>%Ln個のファイルを除外しました。</numerusform>
            </translation>
        </message>
        <message>
            <source>1 file that belongs to them goes along.</source>
            <translation>付属するファイル1個も一緒に移動します。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln files that belong to them go along.</source>
            <translation>
                <numerusform>付属するファイル%Ln個も一緒に移動します。</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} moved to the trash</source>
            <translation>{0}をゴミ箱に移動</translation>
        </message>
        <message>
            <source>{0} moved to quarantine</source>
            <translation>{0}を隔離フォルダーに移動</translation>
        </message>
        <message>
            <source>{0} moved to a folder</source>
            <translation>{0}をフォルダーに移動</translation>
        </message>
        <message>
            <source>{0} copied to a folder</source>
            <translation>{0}をフォルダーにコピー</translation>
        </message>
        <message>
            <source>{0} replaced by links</source>
            <translation>{0}をリンクに置き換え</translation>
        </message>
        <message>
            <source>{0} made to share their room</source>
            <translation>{0}の領域を共有</translation>
        </message>
        <message>
            <source>{0} written beside photos</source>
            <translation>{0}を写真の隣に書き込み</translation>
        </message>
        <message>
            <source>{0} brought back</source>
            <translation>{0}を元に戻しました</translation>
        </message>
        <message>
            <source>{0} with trouble</source>
            <translation>{0}に問題あり</translation>
        </message>
        <message>
            <source>In the trash</source>
            <translation>ゴミ箱の中</translation>
        </message>
        <message>
            <source>In quarantine</source>
            <translation>隔離中</translation>
        </message>
        <message>
            <source>Moved</source>
            <translation>移動済み</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>コピー済み</translation>
        </message>
        <message>
            <source>Replaced by a link</source>
            <translation>リンクに置き換え済み</translation>
        </message>
        <message>
            <source>Shares its room</source>
            <translation>領域を共有</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>書き込み済み</translation>
        </message>
        <message>
            <source>Brought back beside</source>
            <translation>別名で元に戻しました</translation>
        </message>
        <message>
            <source>Under way</source>
            <translation>処理中</translation>
        </message>
        <message>
            <source>Left alone</source>
            <translation>そのまま</translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>見つかりません</translation>
        </message>
        <message>
            <source>Brought back</source>
            <translation>元に戻しました</translation>
        </message>
        <message>
            <source>Erased</source>
            <translation>消去済み</translation>
        </message>
        <message>
            <source>1 file that belongs to them moves over to the photo that stays.</source>
            <translation>付属するファイル1個は、残る写真の隣へ移ります。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln files that belong to them move over to the photos that stay.</source>
            <translation>
                <numerusform>付属するファイル%Ln個は、残る写真の隣へ移ります。</numerusform>
            </translation>
        </message>
        <message>
            <source>Not possible for what is marked now: {0}</source>
            <translation>今、印を付けた写真には実行できません: {0}</translation>
        </message>
        <message>
            <source>Not possible for 1 photo: {0}</source>
            <translation>写真1枚には実行できません: {0}</translation>
        </message>
        <message numerus="yes">
            <source>Not possible for %Ln photos: {0}</source>
            <translation>
                <numerusform>写真%Ln枚には実行できません: {0}</numerusform>
            </translation>
        </message>
        <message>
            <source>RAW + JPEG</source>
            <translation>RAW + JPEG</translation>
        </message>
        <message>
            <source>Live Photo</source>
            <translation>Live Photo</translation>
        </message>
        <message>
            <source>sidecar</source>
            <translation>サイドカー</translation>
        </message>
        <message>
            <source>{0} (apart)</source>
            <translation>{0}(別扱い)</translation>
        </message>
        <message>
            <source>{0}: treated apart from {1}</source>
            <translation>{0}: {1} とは別に扱います</translation>
        </message>
        <message>
            <source>{0}: goes and stays together with {1}</source>
            <translation>{0}: {1} と一緒に残し、一緒に取り除きます</translation>
        </message>
        <message>
            <source>Bucket {0} of table {1}</source>
            <translation>表 {1} のバケット {0}</translation>
        </message>
        <message>
            <source>the clipboard</source>
            <translation>クリップボード</translation>
        </message>
        <message>
            <source>a part of {0}</source>
            <translation>{0} の一部</translation>
        </message>
    </context>
    <context>
        <name>Writing</name>
        <message>
            <source>yyyy-MM-dd HH:mm:ss</source>
            <translation>yyyy/MM/dd HH:mm:ss</translation>
        </message>
        <message>
            <source>yyyy-MM-dd HH:mm</source>
            <translation>yyyy/MM/dd HH:mm</translation>
        </message>
        <message>
            <source>yyyy-MM-dd</source>
            <translation>yyyy/MM/dd</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>このコンピューター</translation>
        </message>
    </context>
    <context>
        <name>_Cells</name>
        <message>
            <source>Folders against folders</source>
            <translation>フォルダー同士の図</translation>
        </message>
    </context>
    <context>
        <name>_Empty</name>
        <message>
            <source>Make a rule…</source>
            <translation>ルールを作る…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>もう一度</translation>
        </message>
        <message>
            <source>Looking at what has arrived…</source>
            <translation>新着を調べています…</translation>
        </message>
        <message>
            <source>A rule names a folder in which photos arrive, such as a chat app's, and one that may have them already. What is in both comes here, and waits for you.</source>
            <translation>ルールでは、チャットアプリのフォルダーなど写真が届くフォルダーと、同じ写真がありそうなフォルダーを決めます。両方にある写真がここに集まり、確認を待ちます。</translation>
        </message>
        <message>
            <source>There is no rule yet for what arrives.</source>
            <translation>新着のルールはまだありません。</translation>
        </message>
        <message>
            <source>Nothing new is covered.</source>
            <translation>ほかにもある新着はありません。</translation>
        </message>
        <message>
            <source>What has arrived could not be looked at.</source>
            <translation>新着を調べられませんでした。</translation>
        </message>
    </context>
    <context>
        <name>_FilmDelegate</name>
        <message>
            <source>Left</source>
            <translation>左</translation>
        </message>
        <message>
            <source>Right</source>
            <translation>右</translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>A RAW file of a kind that NearDup does not know.</source>
            <translation>NearDup の知らない種類の RAW ファイルです。</translation>
        </message>
        <message>
            <source>A TIFF compressed as {0}, which NearDup does not read.</source>
            <translation>{0} で圧縮された TIFF です。NearDup はこの形式を読み込みません。</translation>
        </message>
        <message>
            <source>A bucket key has 1 to 62 bits, not {0}.</source>
            <translation>バケットのキーは 1~62 ビットです。{0} にはできません。</translation>
        </message>
        <message>
            <source>A catalogue lies in a file or in PostgreSQL, not in {0}. Give a path, or an address like {1}.</source>
            <translation>カタログはファイルか PostgreSQL に置きます。{0} には置けません。パスか、{1} のようなアドレスを指定してください。</translation>
        </message>
        <message>
            <source>A catalogue on a server needs the driver of PostgreSQL: pip install ".[postgres]" where NearDup is installed ({0}).</source>
            <translation>サーバー上のカタログには PostgreSQL のドライバーが必要です。NearDup のインストール先で pip install ".[postgres]" を実行してください({0})。</translation>
        </message>
        <message>
            <source>A link. The photo or folder it leads to is scanned where it lies.</source>
            <translation>リンクです。リンク先の写真やフォルダーは、その本来の場所でスキャンされます。</translation>
        </message>
        <message>
            <source>A part of a picture is given as LEFT,TOP,RIGHT,BOTTOM, fractions of its width and height between 0 and 1, such as 0.25,0.1,0.75,0.6.</source>
            <translation>画像の一部は「左,上,右,下」で、幅と高さに対する 0 から 1 の割合で指定します。例: 0.25,0.1,0.75,0.6</translation>
        </message>
        <message>
            <source>A path of what belongs together is taken, so it lies beside its own as {0}.</source>
            <translation>一緒に扱うファイルの元の場所がふさがっているため、隣に {0} として置きました。</translation>
        </message>
        <message>
            <source>A picture in the format {0}, which NearDup does not read.</source>
            <translation>{0} 形式の画像です。NearDup はこの形式を読み込みません。</translation>
        </message>
        <message>
            <source>A server keeps the catalogue: name a folder for the vectors with --cluster-folder.</source>
            <translation>カタログはサーバーにあります。ベクトルを置くフォルダーを --cluster-folder で指定してください。</translation>
        </message>
        <message>
            <source>A trash folder, which is never scanned.</source>
            <translation>ゴミ箱のフォルダーです。決してスキャンしません。</translation>
        </message>
        <message>
            <source>Another NearDup is scanning or removing with the catalogue {0}. Let it finish, or close it there, then try again.</source>
            <translation>別の NearDup がカタログ {0} でスキャンまたは削除をしています。終わるのを待つか、そちらを閉じてから、もう一度試してください。</translation>
        </message>
        <message>
            <source>Another NearDup window has the catalogue {0} open. Here you can look and search; to mark, remove or scan, use the other window, or close it.</source>
            <translation>別の NearDup のウィンドウがカタログ {0} を開いています。ここでは閲覧と検索ができます。印を付ける、取り除く、スキャンするには、もう一方のウィンドウを使うか、それを閉じてください。</translation>
        </message>
        <message>
            <source>Another file has taken its place since the scan. Scan again.</source>
            <translation>スキャンの後、同じ場所に別のファイルが置かれました。もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>Another file took its place in the last moment. It was put back.</source>
            <translation>直前に別のファイルが同じ場所に置かれました。元に戻しました。</translation>
        </message>
        <message>
            <source>Another file took its place in the last moment. That file now lies at {0}.</source>
            <translation>直前に別のファイルが同じ場所に置かれました。そのファイルは今 {0} にあります。</translation>
        </message>
        <message>
            <source>Another program is writing it. Close it there first.</source>
            <translation>別のプログラムが書き込んでいます。先にそちらで閉じてください。</translation>
        </message>
        <message>
            <source>At least one photo of a group stays. To remove this one, keep another of the group first.</source>
            <translation>グループの写真は少なくとも1枚残します。これを取り除くには、先に同じグループの別の写真を残してください。</translation>
        </message>
        <message>
            <source>Building its engine ended with code {0}.</source>
            <translation>エンジンの作成がコード {0} で終了しました。</translation>
        </message>
        <message>
            <source>Building its engine ended without a word.</source>
            <translation>エンジンの作成が何も言わずに終了しました。</translation>
        </message>
        <message>
            <source>Building its engine left nothing behind.</source>
            <translation>エンジンの作成で何も残りませんでした。</translation>
        </message>
        <message>
            <source>Cancelled before its turn.</source>
            <translation>順番が来る前に中止されました。</translation>
        </message>
        <message>
            <source>Decoding it needs more memory than there is.</source>
            <translation>読み取りに必要なメモリーが足りません。</translation>
        </message>
        <message>
            <source>Decoding took longer than {0} seconds.</source>
            <translation>読み取りに {0} 秒以上かかりました。</translation>
        </message>
        <message>
            <source>Erased from quarantine.</source>
            <translation>隔離フォルダーから消去しました。</translation>
        </message>
        <message>
            <source>Every photo of the group of {0} is marked. Keep at least one.</source>
            <translation>{0} のグループの写真すべてに印が付いています。少なくとも1枚は残してください。</translation>
        </message>
        <message>
            <source>In the catalogue {0} your role may not do that ({1}). Its owner can allow it: docs/cluster.md says how.</source>
            <translation>カタログ {0} では、あなたのロールにその権限がありません({1})。所有者が許可できます。方法は docs/cluster.md にあります。</translation>
        </message>
        <message>
            <source>In use.</source>
            <translation>使用中です。</translation>
        </message>
        <message>
            <source>Inside a folder that the settings leave out.</source>
            <translation>設定で除外したフォルダーの中にあります。</translation>
        </message>
        <message>
            <source>Inside a trash folder, which is never scanned.</source>
            <translation>ゴミ箱のフォルダーの中にあります。ゴミ箱は決してスキャンしません。</translation>
        </message>
        <message>
            <source>Install NearDup again.</source>
            <translation>NearDup を再インストールしてください。</translation>
        </message>
        <message>
            <source>It belongs to the library of {0}. Delete it in {1}, or lift the protection of {2} in the settings.</source>
            <translation>{0} のライブラリに属しています。{1} で削除するか、設定で {2} の保護を外してください。</translation>
        </message>
        <message>
            <source>It can be used. Its engine is built at the next scan.</source>
            <translation>使用できます。エンジンは次のスキャンで作成します。</translation>
        </message>
        <message>
            <source>It cannot be erased: {0}.</source>
            <translation>消去できません: {0}。</translation>
        </message>
        <message>
            <source>It cannot be found any more.</source>
            <translation>もう見つかりません。</translation>
        </message>
        <message>
            <source>It cannot be found any more: {0}.</source>
            <translation>もう見つかりません: {0}。</translation>
        </message>
        <message>
            <source>It cannot be looked at: {0}.</source>
            <translation>調べられません: {0}。</translation>
        </message>
        <message>
            <source>It cannot be read: {0}.</source>
            <translation>読み取れません: {0}。</translation>
        </message>
        <message>
            <source>It changed in the last moment.</source>
            <translation>直前に変更されました。</translation>
        </message>
        <message>
            <source>It changed since the scan. Scan again.</source>
            <translation>スキャンの後に変更されました。もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>It changed while it was copied. The copy is at {0}, the file stays.</source>
            <translation>コピー中に変更されました。コピーは {0} にあり、元のファイルは残っています。</translation>
        </message>
        <message>
            <source>It claims to be larger than {0} megapixels.</source>
            <translation>{0} メガピクセルを超える大きさと称しています。</translation>
        </message>
        <message>
            <source>It could not be brought back: {0}.</source>
            <translation>元に戻せませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be copied: {0}.</source>
            <translation>コピーできませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be made again: {0}.</source>
            <translation>作り直せませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be moved to quarantine: {0}.</source>
            <translation>隔離フォルダーに移動できませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be moved: {0}.</source>
            <translation>移動できませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be noted in the journal.</source>
            <translation>記録できませんでした。</translation>
        </message>
        <message>
            <source>It could not be replaced: {0}.</source>
            <translation>置き換えられませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be taken back: {0}.</source>
            <translation>元に戻せませんでした: {0}。</translation>
        </message>
        <message>
            <source>It could not be written.</source>
            <translation>書き込めませんでした。</translation>
        </message>
        <message>
            <source>It does not support this card: compute capability {0}. It is made for GeForce RTX 30xx, 40xx, 50xx and later.</source>
            <translation>このカードには対応していません(compute capability {0})。GeForce RTX 30xx、40xx、50xx 以降用です。</translation>
        </message>
        <message>
            <source>It ended the program {0} times, so it is not tried again.</source>
            <translation>プログラムを {0} 回終了させたため、もう試しません。</translation>
        </message>
        <message>
            <source>It failed in the middle of a scan: {0}</source>
            <translation>スキャンの途中で失敗しました: {0}</translation>
        </message>
        <message>
            <source>It failed on the first photos: {0}</source>
            <translation>最初の写真で失敗しました: {0}</translation>
        </message>
        <message>
            <source>It has other bytes by now.</source>
            <translation>ファイルの内容が読み取ったときから変わっています。</translation>
        </message>
        <message>
            <source>It is at its path.</source>
            <translation>元の場所にあります。</translation>
        </message>
        <message>
            <source>It is done, but could not be noted; the next start will find it out.</source>
            <translation>実行しましたが記録できませんでした。次回の起動時に確認します。</translation>
        </message>
        <message>
            <source>It is kept online only, and would be removed there too. Download it first.</source>
            <translation>オンラインにのみ保存されており、そちらでも削除されます。先にダウンロードしてください。</translation>
        </message>
        <message>
            <source>It is no longer a file of its own. Scan again.</source>
            <translation>もう独立したファイルではありません。もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>It is no longer in the trash. If the trash was emptied, it is gone.</source>
            <translation>もうゴミ箱にありません。ゴミ箱を空にしたのなら、失われています。</translation>
        </message>
        <message>
            <source>It is no longer there, or no longer the file that was put there.</source>
            <translation>もうそこにないか、そこに置いたファイルではなくなっています。</translation>
        </message>
        <message>
            <source>It is no longer where it was put ({0}).</source>
            <translation>置いた場所({0})にもうありません。</translation>
        </message>
        <message>
            <source>It is read-only.</source>
            <translation>読み取り専用です。</translation>
        </message>
        <message>
            <source>It is the only photo.</source>
            <translation>ただ1枚の写真です。</translation>
        </message>
        <message>
            <source>It is too large to be compared to the pixel.</source>
            <translation>大きすぎるため、画素ごとに比べられません。</translation>
        </message>
        <message>
            <source>It lies in that folder already.</source>
            <translation>すでにそのフォルダーにあります。</translation>
        </message>
        <message>
            <source>It lies in the protected folder {0}.</source>
            <translation>保護するフォルダー {0} の中にあります。</translation>
        </message>
        <message>
            <source>It lies on another volume than {0}.</source>
            <translation>{0} とは別のボリュームにあります。</translation>
        </message>
        <message>
            <source>It needs ONNX Runtime {0} or later.</source>
            <translation>ONNX Runtime {0} 以降が必要です。</translation>
        </message>
        <message>
            <source>It was brought back before.</source>
            <translation>すでに元に戻されています。</translation>
        </message>
        <message>
            <source>It was changed since, or is gone, so it stays as it is.</source>
            <translation>その後に変えられたか、もうないので、そのままにします。</translation>
        </message>
        <message>
            <source>It was copied to {0}, but stays here as well: {1}</source>
            <translation>{0} にコピーしましたが、ここにも残っています: {1}</translation>
        </message>
        <message>
            <source>It was erased when the quarantine was emptied.</source>
            <translation>隔離フォルダーを空にしたときに消去されました。</translation>
        </message>
        <message>
            <source>It was found back at its path.</source>
            <translation>元の場所で見つかりました。</translation>
        </message>
        <message>
            <source>It was interrupted after the copy was whole.</source>
            <translation>コピーが完了した後で中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted after the file was moved.</source>
            <translation>ファイルを移動した後で中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted after the folder was taken away.</source>
            <translation>フォルダーを取り除いた後に中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted after the link was made.</source>
            <translation>リンクを作った後で中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted after the sidecar was written.</source>
            <translation>サイドカーを書き込んだ後で中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted before anything happened to the file.</source>
            <translation>ファイルに何もしないうちに中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted before the folder was taken away.</source>
            <translation>フォルダーを取り除く前に中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted before the sidecar was written.</source>
            <translation>サイドカーを書き込む前に中断されました。</translation>
        </message>
        <message>
            <source>It was interrupted, and another file is at its path now.</source>
            <translation>中断され、今は別のファイルが同じ場所にあります。</translation>
        </message>
        <message>
            <source>It was interrupted. The file is neither in its place nor in the trash.</source>
            <translation>中断されました。ファイルは元の場所にもゴミ箱にもありません。</translation>
        </message>
        <message>
            <source>It was interrupted. The file left its place: look for it in the system's trash.</source>
            <translation>中断されました。ファイルは元の場所を離れています。システムのゴミ箱を探してください。</translation>
        </message>
        <message>
            <source>It was interrupted: copied to {0}, and still in its place.</source>
            <translation>中断されました。{0} にコピーされ、元の場所にも残っています。</translation>
        </message>
        <message>
            <source>It was moved to {0}, and another program took it away from there.</source>
            <translation>{0} に移動しましたが、別のプログラムがそこから持ち去りました。</translation>
        </message>
        <message>
            <source>It was not taken away: {0}.</source>
            <translation>取り除けませんでした: {0}。</translation>
        </message>
        <message>
            <source>It was only copied and never left its place.</source>
            <translation>コピーしただけで、元の場所から動いていません。</translation>
        </message>
        <message>
            <source>Its bytes are no longer those of {0}.</source>
            <translation>内容がもう {0} と同じではありません。</translation>
        </message>
        <message>
            <source>Its bytes are not those that were scanned. Scan again.</source>
            <translation>内容がスキャンしたときと違います。もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>Its drive is not plugged in. Plug it in, and try again.</source>
            <translation>ドライブが接続されていません。接続してから、もう一度お試しください。</translation>
        </message>
        <message>
            <source>Its drive was mounted anew since the scan. Scan again: nothing is read anew.</source>
            <translation>スキャンの後にドライブが接続し直されました。もう一度スキャンしてください(読み取り直しは行いません)。</translation>
        </message>
        <message>
            <source>Its engine is being built.</source>
            <translation>エンジンを作成しています。</translation>
        </message>
        <message>
            <source>Its engine is built at the next scan.</source>
            <translation>エンジンは次のスキャンで作成します。</translation>
        </message>
        <message>
            <source>Its engine is ready.</source>
            <translation>エンジンの準備ができています。</translation>
        </message>
        <message>
            <source>Its folder has another name now, so it lies at {0}.</source>
            <translation>フォルダーの名前が変わったため、{0} にあります。</translation>
        </message>
        <message>
            <source>Its folder {0} is read-only.</source>
            <translation>フォルダー {0} は読み取り専用です。</translation>
        </message>
        <message>
            <source>Its identical copy is gone, or no longer identical. Scan again.</source>
            <translation>同一のコピーがなくなったか、同一でなくなりました。もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>Its name is too long for the trash, which notes it with 10 letters more. Choose quarantine, or shorten its name.</source>
            <translation>ゴミ箱は名前に 10 文字を加えて記録するため、名前が長すぎます。隔離を選ぶか、名前を短くしてください。</translation>
        </message>
        <message>
            <source>Its name is too long for {0}. Choose another folder, or shorten its name.</source>
            <translation>{0} に置くには名前が長すぎます。別のフォルダーを選ぶか、名前を短くしてください。</translation>
        </message>
        <message>
            <source>Its path is taken, so it lies beside it as {0}.</source>
            <translation>元の場所がふさがっているため、隣に {0} として置きました。</translation>
        </message>
        <message>
            <source>Its vectors are not those of the CPU: cosine {0} for one of {1} photos, and {2} is the least.</source>
            <translation>CPU の計算結果と一致しません。{1} 枚の写真のうち1枚でコサインが {0} でした({2} 以上が必要)。</translation>
        </message>
        <message>
            <source>Its volume ({0}) cannot let files share blocks.</source>
            <translation>このボリューム({0})では、ファイルのデータを共有できません。</translation>
        </message>
        <message>
            <source>Its volume ({0}) cannot make hardlinks.</source>
            <translation>このボリューム({0})では、ハードリンクを作れません。</translation>
        </message>
        <message>
            <source>Its volume cannot make {0}.</source>
            <translation>このボリュームでは{0}を作れません。</translation>
        </message>
        <message>
            <source>Kept because files belong to it that its copies have not.</source>
            <translation>コピーにはない付属ファイルがあるため、残します。</translation>
        </message>
        <message>
            <source>Kept because it lies beside files of the same shot or of its name, and its copies do not.</source>
            <translation>同じ撮影のファイルや同じ名前のファイルと並んでいて、コピーはそうではないため、残します。</translation>
        </message>
        <message>
            <source>Kept because it lies in the folder that you keep.</source>
            <translation>残すことにしたフォルダーにあるため、残します。</translation>
        </message>
        <message>
            <source>Kept because it {0}.</source>
            <translation>残す理由: {0}。</translation>
        </message>
        <message>
            <source>Kept because its name comes first; no rule tells the photos apart.</source>
            <translation>残す理由: どの規則でも差がないため、名前の順で先のもの。</translation>
        </message>
        <message>
            <source>Kept because more of the photos match it than match {0}, which is larger.</source>
            <translation>残す理由: より大きい{0}よりも多くの写真と一致します。</translation>
        </message>
        <message>
            <source>Kept because one of the others was made of it: {0}.</source>
            <translation>残す理由: ほかの1枚はこれから作られたもの({0})。</translation>
        </message>
        <message>
            <source>Kept because the other was made of it: {0}.</source>
            <translation>残す理由: もう1枚はこれから作られたもの({0})。</translation>
        </message>
        <message>
            <source>Kept because the other {0} were made of it: {1}.</source>
            <translation>残す理由: ほかの{0}枚はこれから作られたもの({1})。</translation>
        </message>
        <message>
            <source>Kept because you chose it.</source>
            <translation>残す理由: あなたが選びました。</translation>
        </message>
        <message>
            <source>Kept because {0} of the others were made of it: {1}.</source>
            <translation>残す理由: ほかのうち{0}枚はこれから作られたもの({1})。</translation>
        </message>
        <message>
            <source>Kept online only. Download it, then scan again.</source>
            <translation>オンラインにだけ保存されています。ダウンロードしてから、もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>Leave at least one photo that shall not be split off.</source>
            <translation>少なくとも1枚は、分けずに残してください。</translation>
        </message>
        <message>
            <source>Left out in the settings.</source>
            <translation>設定で除外されています。</translation>
        </message>
        <message>
            <source>Neither its path nor the photo that stayed has its bytes any more.</source>
            <translation>元の場所にも、残した写真にも、その内容がもうありません。</translation>
        </message>
        <message>
            <source>No model {0} was added.</source>
            <translation>{0} というモデルは追加されていません。</translation>
        </message>
        <message>
            <source>No photo with the same bytes stays, so there is nothing to link it to.</source>
            <translation>同じ内容の写真が残らないため、リンク先がありません。</translation>
        </message>
        <message>
            <source>No quarantine can be made on the volume of {0}.</source>
            <translation>{0} のボリュームには隔離フォルダーを作れません。</translation>
        </message>
        <message>
            <source>None of its files is there as it was read.</source>
            <translation>読み取ったときのままのファイルが 1 つも残っていません。</translation>
        </message>
        <message>
            <source>Not a file.</source>
            <translation>ファイルではありません。</translation>
        </message>
        <message>
            <source>Not a picture that NearDup can read (unknown format).</source>
            <translation>NearDup が読み取れる画像ではありません(不明な形式)。</translation>
        </message>
        <message>
            <source>Not begun: {0}</source>
            <translation>開始していません: {0}</translation>
        </message>
        <message>
            <source>Nothing was done, since nothing could be noted: {0}</source>
            <translation>記録できないため、何もしませんでした: {0}</translation>
        </message>
        <message>
            <source>Only an empty folder is taken away so.</source>
            <translation>このように取り除けるのは空のフォルダーだけです。</translation>
        </message>
        <message>
            <source>Open; its first photos are compared with the CPU's.</source>
            <translation>開いています。最初の写真を CPU の結果と比べます。</translation>
        </message>
        <message>
            <source>Part of the picture is missing.</source>
            <translation>写真の一部が欠けています。</translation>
        </message>
        <message>
            <source>Preparing {0} for {1}.</source>
            <translation>{1} 用に {0} を準備しています。</translation>
        </message>
        <message>
            <source>Probes flip 0 to {0} bits, not {1}.</source>
            <translation>プローブは 0~{0} ビットを反転します。{1} にはできません。</translation>
        </message>
        <message>
            <source>Shared blocks can be made on Linux only.</source>
            <translation>データの共有は Linux でのみ行えます。</translation>
        </message>
        <message>
            <source>Something lies in it.</source>
            <translation>中に何かがあります。</translation>
        </message>
        <message>
            <source>That would be {0} pairs to remember at once. Choose fewer photos, or a higher similarity for all groups.</source>
            <translation>一度に {0} 組を記憶することになります。写真を減らすか、全体の類似度を上げてください。</translation>
        </message>
        <message>
            <source>The SavedModel {0} has no signature called serving_default.</source>
            <translation>SavedModel {0} に serving_default というシグネチャがありません。</translation>
        </message>
        <message>
            <source>The SavedModel {0} has {1} inputs and {2} outputs; NearDup needs one of each.</source>
            <translation>SavedModel {0} には入力が {1} 個、出力が {2} 個あります。NearDup には1個ずつ必要です。</translation>
        </message>
        <message>
            <source>The address of the catalogue makes no sense. It should look like {0}.</source>
            <translation>カタログのアドレスが正しくありません。{0} のような形で指定してください。</translation>
        </message>
        <message>
            <source>The card is too old for it: compute capability {0}, and 7.5 is the least.</source>
            <translation>カードが古すぎます(compute capability {0}、7.5 以上が必要)。</translation>
        </message>
        <message>
            <source>The catalogue {0} can only be read there: its server takes no changes ({1}).</source>
            <translation>カタログ {0} は読み取りだけができます。サーバーが変更を受け付けません({1})。</translation>
        </message>
        <message>
            <source>The catalogue {0} cannot be locked where it lies ({1}): two NearDups could undo each other's work. Choose a place on this machine with --catalog.</source>
            <translation>カタログ {0} の場所ではロックできません({1})。2つの NearDup が互いの作業を壊すおそれがあります。--catalog でこのコンピューター上の場所を選んでください。</translation>
        </message>
        <message>
            <source>The catalogue {0} cannot be reached ({1}). Look at its address, and whether its server runs.</source>
            <translation>カタログ {0} に接続できません({1})。アドレスと、サーバーが動いているかを確かめてください。</translation>
        </message>
        <message>
            <source>The catalogue {0} cannot be set aside: {1}.</source>
            <translation>カタログ {0} を脇に置けません: {1}。</translation>
        </message>
        <message>
            <source>The catalogue {0} cannot be written here ({1}). Choose another with --catalog.</source>
            <translation>カタログ {0} に書き込めません({1})。--catalog で別のものを選んでください。</translation>
        </message>
        <message>
            <source>The catalogue {0} failed: {1}.</source>
            <translation>カタログ {0} で問題が起きました: {1}。</translation>
        </message>
        <message>
            <source>The catalogue {0} has a removal that was interrupted ({1} files). On the computer where it was begun, neardup history settles it; copy the catalogue then.</source>
            <translation>カタログ {0} には中断された削除があります ({1} 個のファイル)。削除を始めたコンピューターで neardup history を実行して片付けてから、カタログをコピーしてください。</translation>
        </message>
        <message>
            <source>The catalogue {0} is in use by another NearDup, which is writing. Try again in a moment.</source>
            <translation>カタログ {0} には別の NearDup が書き込んでいます。少し待ってから、もう一度試してください。</translation>
        </message>
        <message>
            <source>The catalogue {0} is in use by another NearDup. Close it there, then try again.</source>
            <translation>カタログ {0} は別の NearDup が使用中です。そちらを閉じてから、もう一度試してください。</translation>
        </message>
        <message>
            <source>The catalogue {0} is kept by a server. Bring it back from the backup of its database.</source>
            <translation>カタログ {0} はサーバーにあります。データベースのバックアップから戻してください。</translation>
        </message>
        <message>
            <source>The catalogue {0} is no file.</source>
            <translation>カタログ {0} はファイルではありません。</translation>
        </message>
        <message>
            <source>The catalogue {0} is not empty ({1}), and two are never mixed. Give an empty database, or a file that does not exist yet. Nothing was copied.</source>
            <translation>カタログ {0} は空ではなく ({1})、二つのカタログを混ぜることはありません。空のデータベースか、まだ存在しないファイルを指定してください。何もコピーしていません。</translation>
        </message>
        <message>
            <source>The catalogue {0} was opened for reading only.</source>
            <translation>カタログ {0} は読み取り専用で開かれています。</translation>
        </message>
        <message>
            <source>The catalogue {0} was written by a newer NearDup (schema {1}, this one knows {2}). Update NearDup, or give another place with --catalog.</source>
            <translation>カタログ {0} は新しい NearDup で書かれています(スキーマ {1}、この NearDup は {2} まで)。NearDup を更新するか、--catalog で別の場所を指定してください。</translation>
        </message>
        <message>
            <source>The catalogue {0} was written by an older NearDup and cannot be brought up to date here. Open it once where it can be written.</source>
            <translation>カタログ {0} は古い NearDup で書かれており、ここでは更新できません。書き込める場所で一度開いてください。</translation>
        </message>
        <message>
            <source>The catalogue's folder {0} cannot be made: {1}. Choose another place with --catalog.</source>
            <translation>カタログのフォルダー {0} を作れません: {1}。--catalog で別の場所を選んでください。</translation>
        </message>
        <message>
            <source>The connection to the catalogue {0} cannot be trusted ({1}). Look at sslmode and sslrootcert in its address.</source>
            <translation>カタログ {0} への接続は信頼できません({1})。アドレスの sslmode と sslrootcert を確かめてください。</translation>
        </message>
        <message>
            <source>The connection to the catalogue {0} was lost ({1}). What was stored is kept: try again when its server can be reached.</source>
            <translation>カタログ {0} への接続が切れました({1})。保存済みのものは残っています。サーバーに接続できるようになったら、もう一度試してください。</translation>
        </message>
        <message>
            <source>The connection to the catalogue {0} was lost for a moment, and with it the right to work alone. What was done until then is kept: begin again.</source>
            <translation>カタログ {0} への接続が一時切れ、単独で作業する権利も失われました。それまでの結果は残っています。もう一度始めてください。</translation>
        </message>
        <message>
            <source>The copy of the catalogue is not what was copied ({0}), so it was undone. {1} is as it was.</source>
            <translation>カタログのコピーが元と一致しないため ({0})、取り消しました。{1} は元のままです。</translation>
        </message>
        <message>
            <source>The decoder crashed on this file.</source>
            <translation>このファイルの読み取り中に異常終了しました。</translation>
        </message>
        <message>
            <source>The decoder failed on this file.</source>
            <translation>このファイルを読み取れませんでした。</translation>
        </message>
        <message>
            <source>The disk of the server that holds the catalogue {0} is full. Free some space, then scan again.</source>
            <translation>カタログ {0} のあるサーバーのディスクがいっぱいです。空きを作ってから、もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>The disk that holds the catalogue {0} is full. Free some space, then scan again.</source>
            <translation>カタログ {0} のあるディスクがいっぱいです。空きを作ってから、もう一度スキャンしてください。</translation>
        </message>
        <message>
            <source>The drive that was at {0} is at {1} now.</source>
            <translation>{0} にあったドライブは、いま {1} にあります。</translation>
        </message>
        <message>
            <source>The engine's answer is not one vector of numbers for each picture.</source>
            <translation>エンジンの結果が、画像ごとに1つのベクトルになっていません。</translation>
        </message>
        <message>
            <source>The file cannot be read: for the cluster's worker its path leads out of the scanned folders.</source>
            <translation>ファイルを読み取れません: クラスターのワーカーから見ると、パスがスキャンするフォルダーの外を指しています。</translation>
        </message>
        <message>
            <source>The file cannot be read: the cluster's workers do not see it.</source>
            <translation>ファイルを読み取れません: クラスターのワーカーからは見えません。</translation>
        </message>
        <message>
            <source>The file cannot be read: {0}.</source>
            <translation>ファイルを読み取れません: {0}。</translation>
        </message>
        <message>
            <source>The file is cut short.</source>
            <translation>ファイルが途中で切れています。</translation>
        </message>
        <message>
            <source>The file is damaged, or of an unusual kind that NearDup cannot read.</source>
            <translation>ファイルが壊れているか、NearDup が読み取れない特殊な種類です。</translation>
        </message>
        <message>
            <source>The file is damaged.</source>
            <translation>ファイルが壊れています。</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>ファイルが空です。</translation>
        </message>
        <message>
            <source>The folder {0} cannot be opened as a SavedModel: {1}</source>
            <translation>フォルダー {0} を SavedModel として開けません: {1}</translation>
        </message>
        <message>
            <source>The folder {0} cannot be written.</source>
            <translation>フォルダー {0} に書き込めません。</translation>
        </message>
        <message>
            <source>The installed onnxruntime-gpu was built without it for this platform.</source>
            <translation>インストール済みの onnxruntime-gpu は、このプラットフォームではこれを含んでいません。</translation>
        </message>
        <message>
            <source>The model {0} is another one here than where the scan was started.</source>
            <translation>モデル {0} は、ここではスキャンを始めた場所のものと異なります。</translation>
        </message>
        <message>
            <source>The photo that stayed for it is gone. It may be the last copy: bring it back first.</source>
            <translation>代わりに残した写真がなくなっています。最後のコピーかもしれないため、先にこれを元に戻してください。</translation>
        </message>
        <message>
            <source>The processes that read photos end before they have read any. Is there memory left, and may you read all of the folder that NearDup is installed in? What was read before is kept.</source>
            <translation>写真を読み取るプロセスが、1 枚も読み取らずに終了してしまいます。メモリーに空きがあるか、NearDup のインストール先フォルダーをすべて読み取れる権限があるかを確かめてください。これまでに読み取った内容は残っています。</translation>
        </message>
        <message>
            <source>The report {0} cannot be written: {1}. Choose another place.</source>
            <translation>レポート {0} を書き込めません: {1}。別の場所を選んでください。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} does not let this computer in, or not without TLS ({1}). Its pg_hba.conf says who may connect; in the address, sslmode=verify-full asks for TLS.</source>
            <translation>カタログ {0} のサーバーはこのコンピューターからの接続を、または TLS なしの接続を許していません({1})。接続できる相手はサーバーの pg_hba.conf で決まります。TLS を使うには、アドレスに sslmode=verify-full を付けてください。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} does not take the name or the password. NearDup takes the password from the address, from PGPASSWORD, or from ~/.pgpass.</source>
            <translation>カタログ {0} のサーバーが名前かパスワードを受け付けません。パスワードはアドレス、PGPASSWORD、~/.pgpass のいずれかから読まれます。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} ended the connection ({1}). What was stored is kept: try again.</source>
            <translation>カタログ {0} のサーバーが接続を終了しました({1})。保存済みのものは残っています。もう一度試してください。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} has a fault: {1}. Whoever runs it should know.</source>
            <translation>カタログ {0} のサーバーに障害があります: {1}。サーバーの管理者に知らせてください。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} has come to a limit: {1}.</source>
            <translation>カタログ {0} のサーバーが上限に達しました: {1}。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} has no such database. Make it there with createdb: docs/cluster.md says how.</source>
            <translation>カタログ {0} のサーバーに、そのデータベースはありません。createdb で作ってください。方法は docs/cluster.md にあります。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} has too many connections. Try again in a moment.</source>
            <translation>カタログ {0} のサーバーへの接続が多すぎます。少し待ってから、もう一度試してください。</translation>
        </message>
        <message>
            <source>The server of the catalogue {0} knows no such role. Make it there with createuser: docs/cluster.md says how.</source>
            <translation>カタログ {0} のサーバーに、そのロールはありません。createuser で作ってください。方法は docs/cluster.md にあります。</translation>
        </message>
        <message>
            <source>The trash failed ({0}), and the file is no longer at its path. Look for it in the trash.</source>
            <translation>ゴミ箱で問題が起き({0})、ファイルは元の場所にもうありません。ゴミ箱の中を探してください。</translation>
        </message>
        <message>
            <source>There is no catalogue {0}. Say which one to copy with --catalog.</source>
            <translation>カタログ {0} はありません。コピーするカタログを --catalog で指定してください。</translation>
        </message>
        <message>
            <source>There is no model {0}: neither a file of that path, nor one of the models by name ({1}).</source>
            <translation>モデル {0} はありません。そのパスのファイルも、その名前のモデル({1})もありません。</translation>
        </message>
        <message>
            <source>Vectors cannot be laid out in {0}: {1}.</source>
            <translation>{0} にベクトルを書き出せません: {1}。</translation>
        </message>
        <message>
            <source>What was written into it is taken back.</source>
            <translation>書き込んだものを取り消しました。</translation>
        </message>
        <message>
            <source>a copy in black and white</source>
            <translation>白黒のコピー</translation>
        </message>
        <message>
            <source>a copy in colour</source>
            <translation>カラーのコピー</translation>
        </message>
        <message>
            <source>a copy in other colours</source>
            <translation>色の異なるコピー</translation>
        </message>
        <message>
            <source>a copy in other tones</source>
            <translation>明るさの異なるコピー</translation>
        </message>
        <message>
            <source>a copy saved again</source>
            <translation>再保存したコピー</translation>
        </message>
        <message>
            <source>a copy with something laid over it</source>
            <translation>何かを重ねたコピー</translation>
        </message>
        <message>
            <source>a crop of it</source>
            <translation>切り抜き</translation>
        </message>
        <message>
            <source>a mirrored copy</source>
            <translation>左右反転したコピー</translation>
        </message>
        <message>
            <source>a screenshot</source>
            <translation>スクリーンショット</translation>
        </message>
        <message>
            <source>a smaller copy</source>
            <translation>縮小したコピー</translation>
        </message>
        <message>
            <source>a stretched copy</source>
            <translation>引き伸ばしたコピー</translation>
        </message>
        <message>
            <source>a tinted copy</source>
            <translation>色付けしたコピー</translation>
        </message>
        <message>
            <source>a turned copy</source>
            <translation>回転したコピー</translation>
        </message>
        <message>
            <source>an enlargement</source>
            <translation>拡大したコピー</translation>
        </message>
        <message>
            <source>belongs to the library of {0}, where it stays</source>
            <translation>{0} のライブラリに属し、そこに残る</translation>
        </message>
        <message>
            <source>carries the date of the shot</source>
            <translation>撮影日時が残っている</translation>
        </message>
        <message>
            <source>carries the place of the shot</source>
            <translation>撮影場所が残っている</translation>
        </message>
        <message>
            <source>eight</source>
            <translation>8</translation>
        </message>
        <message>
            <source>files that share blocks</source>
            <translation>データを共有するファイル</translation>
        </message>
        <message>
            <source>five</source>
            <translation>5</translation>
        </message>
        <message>
            <source>four</source>
            <translation>4</translation>
        </message>
        <message>
            <source>hardlinks</source>
            <translation>ハードリンク</translation>
        </message>
        <message>
            <source>has a higher rating than the next best: {0} of 5</source>
            <translation>次点より評価が高い(5 のうち {0})</translation>
        </message>
        <message>
            <source>has a shorter path than the next best; the two are alike in what was asked before</source>
            <translation>次点よりパスが短い(それまでの規則では差がない)</translation>
        </message>
        <message>
            <source>has more pixels than the next best: {0}, the next best {1}</source>
            <translation>次点より画素数が多い({0}、次点は {1})</translation>
        </message>
        <message>
            <source>has the shortest path; the photos are alike in what was asked before</source>
            <translation>パスが最も短い(それまでの規則では差がない)</translation>
        </message>
        <message>
            <source>ignored</source>
            <translation>除外</translation>
        </message>
        <message>
            <source>is a larger file than the next best: {0}, the next best {1}</source>
            <translation>次点より大きいファイル({0}、次点は {1})</translation>
        </message>
        <message>
            <source>is a newer file than the next best</source>
            <translation>次点より新しいファイル</translation>
        </message>
        <message>
            <source>is an older file than the next best</source>
            <translation>次点より古いファイル</translation>
        </message>
        <message>
            <source>is as the camera saved it, the next best is {0}, which no camera saves</source>
            <translation>カメラが保存したまま(次点は、カメラが保存することのない {0} 形式)</translation>
        </message>
        <message>
            <source>is as the camera saved it, the next best names no camera</source>
            <translation>カメラが保存したまま(次点にはカメラの名前がない)</translation>
        </message>
        <message>
            <source>is as the camera saved it, the next best was saved again: {0}</source>
            <translation>カメラが保存したまま(次点は保存し直されている: {0})</translation>
        </message>
        <message>
            <source>is not named like a copy, as is the next best: {0}</source>
            <translation>コピーらしい名前ではない(次点はコピーらしい名前: {0})</translation>
        </message>
        <message>
            <source>is saved without loss as {0}, the next best is {1}</source>
            <translation>劣化のない {0} 形式(次点は {1})</translation>
        </message>
        <message>
            <source>is sharper than the next best</source>
            <translation>次点より鮮明</translation>
        </message>
        <message>
            <source>is the larger file, and a JPEG, from which such a copy is usually made: {0}, the next best {1} as {2}</source>
            <translation>大きいファイルで、このようなコピーの元になることの多い JPEG 形式({0}、次点は {1} の {2})</translation>
        </message>
        <message>
            <source>is the larger file: {0} as {1}, the next best {2} as {3}</source>
            <translation>大きいファイル({0} の {1}、次点は {2} の {3})</translation>
        </message>
        <message>
            <source>is the largest file: {0}, the next best {1}</source>
            <translation>最も大きいファイル({0}、次点は {1})</translation>
        </message>
        <message>
            <source>is the one that the next best was made of</source>
            <translation>次点の写真の元になったもの</translation>
        </message>
        <message>
            <source>lies in an ordinary folder, the next best among downloads</source>
            <translation>ふつうのフォルダーにあり、次点はダウンロードにある</translation>
        </message>
        <message>
            <source>lies in an ordinary folder, the next best as a camera's card has it</source>
            <translation>ふつうのフォルダーにあり、次点はカメラのカードの形のまま</translation>
        </message>
        <message>
            <source>lies in an ordinary folder, the next best in a backup</source>
            <translation>ふつうのフォルダーにあり、次点はバックアップにある</translation>
        </message>
        <message>
            <source>lies in an ordinary folder, the next best in that of a messenger</source>
            <translation>ふつうのフォルダーにあり、次点はメッセンジャーのフォルダーにある</translation>
        </message>
        <message>
            <source>lies in an ordinary folder, the next best on a removable drive</source>
            <translation>ふつうのフォルダーにあり、次点はリムーバブルドライブにある</translation>
        </message>
        <message>
            <source>lies in no bin and no cache, as the next best does</source>
            <translation>ごみ箱やキャッシュの外にあり、次点はその中にある</translation>
        </message>
        <message>
            <source>nine</source>
            <translation>9</translation>
        </message>
        <message>
            <source>one set into a larger picture</source>
            <translation>大きな画像に収めたもの</translation>
        </message>
        <message>
            <source>preferred</source>
            <translation>優先</translation>
        </message>
        <message>
            <source>protected</source>
            <translation>保護</translation>
        </message>
        <message>
            <source>says more by its name and its folder than the next best</source>
            <translation>次点より名前やフォルダーの言葉が多い写真</translation>
        </message>
        <message>
            <source>seven</source>
            <translation>7</translation>
        </message>
        <message>
            <source>six</source>
            <translation>6</translation>
        </message>
        <message>
            <source>still carries {0} of the shot</source>
            <translation>撮影の{0}が残っている</translation>
        </message>
        <message>
            <source>still names its camera, which the next best does not</source>
            <translation>カメラの名前が残っている(次点にはない)</translation>
        </message>
        <message>
            <source>takes less room than the next best: {0}, the next best {1}</source>
            <translation>次点より容量が小さい({0}、次点は {1})</translation>
        </message>
        <message>
            <source>takes the least room: {0}, the next best {1}</source>
            <translation>容量が最も小さい({0}、次点は {1})</translation>
        </message>
        <message>
            <source>The model gives an output of {0} dimensions; NearDup needs one vector or one feature map per picture.</source>
            <translation>モデルの出力は {0} 次元です。NearDup には画像ごとに1つのベクトルまたは特徴マップが必要です。</translation>
        </message>
        <message>
            <source>A Photoshop document of a colour mode that NearDup does not know.</source>
            <translation>NearDup が対応していないカラーモードの Photoshop ファイルです。</translation>
        </message>
        <message>
            <source>A Photoshop document whose merged picture is compressed in an unusual way.</source>
            <translation>統合画像が特殊な方式で圧縮されている Photoshop ファイルです。</translation>
        </message>
        <message>
            <source>Decoding its {0} megapixels takes {1} GB of memory, and a photo is given {2} GB.</source>
            <translation>{0} メガピクセルの復号には {1} GB のメモリーが必要です。1枚の写真に使えるのは {2} GB です。</translation>
        </message>
        <message>
            <source>Kept because a program has noted something about it, and nothing about its copies.</source>
            <translation>プログラムがこの写真の情報を記録していて、コピーの情報は記録していないため、残します。</translation>
        </message>
        <message>
            <source>Larger than {0} GiB, and a file is read as a whole.</source>
            <translation>{0} GiB を超えています。ファイルは全体をメモリーに読み込むため、開けません。</translation>
        </message>
        <message>
            <source>The catalogue was damaged. It was set aside as {0}. {1} entries of the history of removals and {2} decisions about photos could be read and were kept. Your photos are untouched: scan again to find the groups.</source>
            <translation>カタログが壊れていたため、{0} として脇に置きました。削除の履歴 {1} 件と写真についての判断 {2} 件を読み取り、引き継ぎました。写真には触れていません。もう一度スキャンするとグループが見つかります。</translation>
        </message>
        <message>
            <source>The catalogue {0} cannot be written, so nothing can be marked, removed or scanned. You can look and search.</source>
            <translation>カタログ {0} に書き込めないため、印を付ける、取り除く、スキャンすることはできません。閲覧と検索はできます。</translation>
        </message>
        <message>
            <source>The export does not give the model's own vectors: cosine {0} for one of {1} pictures, and {2} is the least. It may use something that ONNX computes otherwise.</source>
            <translation>書き出した結果がモデル本来のベクトルと一致しません。{1} 枚の画像のうち1枚でコサインが {0} でした({2} 以上が必要)。ONNX では計算方法の異なるものを使っている可能性があります。</translation>
        </message>
        <message>
            <source>The model cannot be exported to ONNX: {0}</source>
            <translation>モデルを ONNX に書き出せません: {0}</translation>
        </message>
        <message>
            <source>The model manifest {0} cannot be read: {1}.</source>
            <translation>モデルの説明ファイル {0} を読み取れません: {1}。</translation>
        </message>
        <message>
            <source>The model manifest {0} makes no sense: {1}.</source>
            <translation>モデルの説明ファイル {0} の内容が正しくありません: {1}。</translation>
        </message>
        <message>
            <source>The model {0} belongs to NearDup and stays.</source>
            <translation>モデル {0} は NearDup の一部なので、取り除けません。</translation>
        </message>
        <message>
            <source>The model {0} cannot be brought into half precision: {1}</source>
            <translation>モデル {0} を半精度に変換できません: {1}</translation>
        </message>
        <message>
            <source>The model {0} cannot be opened with Keras: {1}</source>
            <translation>モデル {0} を Keras で開けません: {1}</translation>
        </message>
        <message>
            <source>The model {0} cannot be opened with {1}: ONNX Runtime could not load it.</source>
            <translation>モデル {0} を {1} で開けません。ONNX Runtime が読み込めませんでした。</translation>
        </message>
        <message>
            <source>The model {0} cannot be opened{1}: {2}</source>
            <translation>モデル {0} を開けません{1}: {2}</translation>
        </message>
        <message>
            <source>The model {0} cannot run on {1}; it needs {2}.</source>
            <translation>モデル {0} は {1} では動きません。{2} が必要です。</translation>
        </message>
        <message>
            <source>The model {0} failed on a batch: {1}</source>
            <translation>モデル {0} の計算が失敗しました: {1}</translation>
        </message>
        <message>
            <source>The model {0} gave values that are not numbers; its weights may be damaged.</source>
            <translation>モデル {0} の結果が数値ではありません。重みが壊れている可能性があります。</translation>
        </message>
        <message>
            <source>The model {0} gave {1} numbers per picture where its manifest promises {2}.</source>
            <translation>モデル {0} の結果は画像ごとに {1} 個ですが、説明ファイルでは {2} 個です。</translation>
        </message>
        <message>
            <source>The model {0} has no layer {1}; its last ones are {2}.</source>
            <translation>モデル {0} に層 {1} はありません。最後の層は {2} です。</translation>
        </message>
        <message>
            <source>The model {0} has no tensor {1}; its last ones are {2}.</source>
            <translation>モデル {0} にテンソル {1} はありません。最後のテンソルは {2} です。</translation>
        </message>
        <message>
            <source>The model {0} has {1} inputs; NearDup needs exactly one.</source>
            <translation>モデル {0} には入力が {1} 個あります。NearDup には1個だけ必要です。</translation>
        </message>
        <message>
            <source>The model {0} has {1} outputs; name the layer to use in {2}.toml beside it.</source>
            <translation>モデル {0} には出力が {1} 個あります。使う層を隣の {2}.toml に書いてください。</translation>
        </message>
        <message>
            <source>The model {0} must have exactly one input that it knows the shape of.</source>
            <translation>モデル {0} には、形の決まった入力がちょうど1個必要です。</translation>
        </message>
        <message>
            <source>The model {0} takes an input of shape {1}, which is no batch of RGB pictures.</source>
            <translation>モデル {0} の入力の形は {1} で、RGB 画像のまとまりではありません。</translation>
        </message>
        <message>
            <source>The model {0} takes pictures of {1} x {2}; NearDup feeds square ones.</source>
            <translation>モデル {0} は {1} x {2} の画像を受け取りますが、NearDup は正方形の画像を渡します。</translation>
        </message>
        <message>
            <source>The model {0} takes {1}; NearDup can give uint8, float and float16.</source>
            <translation>モデル {0} の入力は {1} です。NearDup が渡せるのは uint8、float、float16 です。</translation>
        </message>
        <message>
            <source>The model {0} wants pictures of {1} x {2} pixels as uint8[n, {3}, {4}, 3], not {5}{6}.</source>
            <translation>モデル {0} の入力は {1} x {2} 画素の画像(uint8[n, {3}, {4}, 3])です。{5}{6} ではありません。</translation>
        </message>
        <message>
            <source>The network drive {0} has no recycle bin: Windows would delete for good.</source>
            <translation>ネットワークドライブ {0} にはごみ箱がなく、Windows では完全に削除されてしまいます。</translation>
        </message>
        <message>
            <source>The packages onnxruntime and onnxruntime-gpu lie over each other. Remove both, then install onnxruntime-gpu alone; README says how.</source>
            <translation>onnxruntime と onnxruntime-gpu が重なってインストールされています。両方を取り除き、onnxruntime-gpu だけを入れてください。方法は README にあります。</translation>
        </message>
        <message>
            <source>The plan {0} cannot be read: {1}.</source>
            <translation>計画 {0} を読み取れません: {1}。</translation>
        </message>
        <message>
            <source>The plan {0} is larger than {1} MiB, which no plan is.</source>
            <translation>計画 {0} は {1} MiB を超えています。そのような計画はありません。</translation>
        </message>
        <message>
            <source>The plan {0} makes no sense: {1}.</source>
            <translation>計画 {0} の内容が正しくありません: {1}。</translation>
        </message>
        <message>
            <source>The removable drive {0} has no recycle bin: Windows would delete for good.</source>
            <translation>リムーバブルドライブ {0} にはごみ箱がなく、Windows では完全に削除されてしまいます。</translation>
        </message>
        <message>
            <source>The same file as {0}.</source>
            <translation>{0} と同じファイルです。</translation>
        </message>
        <message>
            <source>The same folder as {0}.</source>
            <translation>{0} と同じフォルダーです。</translation>
        </message>
        <message>
            <source>The settings in {0} cannot be read: {1}. Mend or remove the file.</source>
            <translation>設定ファイル {0} を読み取れません: {1}。ファイルを直すか、取り除いてください。</translation>
        </message>
        <message>
            <source>The settings in {0} make no sense: {1}. Mend or remove the file.</source>
            <translation>設定ファイル {0} の内容が正しくありません: {1}。ファイルを直すか、取り除いてください。</translation>
        </message>
        <message>
            <source>The sidecar {0} could not be written: {1}.</source>
            <translation>サイドカー {0} を書き込めませんでした: {1}。</translation>
        </message>
        <message>
            <source>The trash did not take it: {0}.</source>
            <translation>ゴミ箱に入れられませんでした: {0}。</translation>
        </message>
        <message>
            <source>The trash folder {0} cannot be written.</source>
            <translation>ゴミ箱のフォルダー {0} に書き込めません。</translation>
        </message>
        <message>
            <source>The trash reported success, but the file is still there.</source>
            <translation>ゴミ箱への移動は成功と報告されましたが、ファイルがまだ残っています。</translation>
        </message>
        <message>
            <source>The trash {0} lies on another volume: the file would be copied there and deleted.</source>
            <translation>ゴミ箱 {0} は別のボリュームにあり、ファイルはコピーされてから削除されてしまいます。</translation>
        </message>
        <message>
            <source>The volume of {0} cannot be told, so its trash cannot be found.</source>
            <translation>{0} のボリュームが分からないため、ゴミ箱を見つけられません。</translation>
        </message>
        <message>
            <source>The volume {0} has no trash, and none can be made there.</source>
            <translation>ボリューム {0} にはゴミ箱がなく、作ることもできません。</translation>
        </message>
        <message>
            <source>The wanted recall must lie between 0 and 1; {0} does not.</source>
            <translation>再現率は 0 から 1 の間で指定してください。{0} は範囲外です。</translation>
        </message>
        <message>
            <source>There can be 1 to 1024 hash tables, not {0}.</source>
            <translation>ハッシュ表は 1~1024 個です。{0} にはできません。</translation>
        </message>
        <message>
            <source>There is a bundled model {0} already. Give this one another name with --name.</source>
            <translation>{0} という付属のモデルがすでにあります。--name で別の名前を付けてください。</translation>
        </message>
        <message>
            <source>There is no NVIDIA card, or no driver for it.</source>
            <translation>NVIDIA のカード、またはそのドライバーがありません。</translation>
        </message>
        <message>
            <source>There is no backend "{0}"; choose auto, onnx or keras.</source>
            <translation>バックエンド「{0}」はありません。auto、onnx、keras から選んでください。</translation>
        </message>
        <message>
            <source>There is no folder {0} to put the photos into.</source>
            <translation>写真を入れるフォルダー {0} がありません。</translation>
        </message>
        <message>
            <source>There is no folder {0}.</source>
            <translation>フォルダー {0} がありません。</translation>
        </message>
        <message>
            <source>There is no model at {0}.</source>
            <translation>{0} にモデルがありません。</translation>
        </message>
        <message>
            <source>There is no model manifest at {0}.</source>
            <translation>{0} にモデルの説明ファイルがありません。</translation>
        </message>
        <message>
            <source>There is nothing to split off from: files with the same bytes stay together.</source>
            <translation>分けられるものがありません。内容が同じファイルは同じグループのままです。</translation>
        </message>
        <message>
            <source>This model is of no use here: at the cosine that keeps other photos out, {0}, it finds {1} of plain copies.</source>
            <translation>このモデルはここでは役に立ちません。別の写真を除けるコサイン {0} では、単純なコピーの {1} しか見つかりません。</translation>
        </message>
        <message>
            <source>This sidecar was made anew. Nothing of yours was replaced by it.</source>
            <translation>このサイドカーは新しく作られたもので、あなたのファイルを置き換えてはいません。</translation>
        </message>
        <message>
            <source>This system does not let NearDup look into its trash. Open the trash, look for {0} (removed {1}) and put it back from there.</source>
            <translation>このシステムでは NearDup がゴミ箱の中を見られません。ゴミ箱を開き、{0}(削除日時 {1})を探して元に戻してください。</translation>
        </message>
        <message>
            <source>To save what can be read of it: neardup recover. No photo is touched by that.</source>
            <translation>読み取れる部分を救うには: neardup recover。写真には触れません。</translation>
        </message>
        <message>
            <source>Writing a sidecar removes nothing.</source>
            <translation>サイドカーの書き込みでは何も取り除かれません。</translation>
        </message>
        <message>
            <source>has the highest rating: {0} of 5</source>
            <translation>評価が最も高い(5 のうち {0})</translation>
        </message>
        <message>
            <source>has the most pixels: {0}, the next best {1}</source>
            <translation>画素数が最も多い({0}、次点は {1})</translation>
        </message>
        <message>
            <source>is the camera's RAW file ({0})</source>
            <translation>カメラの RAW ファイル({0})</translation>
        </message>
        <message>
            <source>is the newest file</source>
            <translation>最も新しいファイル</translation>
        </message>
        <message>
            <source>is the oldest file</source>
            <translation>最も古いファイル</translation>
        </message>
        <message>
            <source>is the sharpest</source>
            <translation>最も鮮明</translation>
        </message>
        <message>
            <source>is the {0} that the {1} was made from</source>
            <translation>{1} の元になった {0}</translation>
        </message>
        <message>
            <source>it changed in the last moment</source>
            <translation>直前に変更されました</translation>
        </message>
        <message>
            <source>lies in a protected folder, where it stays anyway</source>
            <translation>保護するフォルダーにあり、いずれにしても残る</translation>
        </message>
        <message>
            <source>lies in the library folder {0}</source>
            <translation>ライブラリのフォルダー {0} にある</translation>
        </message>
        <message>
            <source>lies in the preferred folder {0}</source>
            <translation>優先するフォルダー {0} にある</translation>
        </message>
        <message>
            <source>lies outside the source folder {0}</source>
            <translation>取り込み元のフォルダー {0} の外にある</translation>
        </message>
        <message>
            <source>more facts</source>
            <translation>より多くの情報</translation>
        </message>
        <message>
            <source>ten</source>
            <translation>10</translation>
        </message>
        <message>
            <source>the camera</source>
            <translation>カメラ</translation>
        </message>
        <message>
            <source>the date</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>the place</source>
            <translation>場所</translation>
        </message>
        <message>
            <source>the same picture with other facts</source>
            <translation>情報だけが異なる同じ画像</translation>
        </message>
        <message>
            <source>there is no room for a copy of the old one</source>
            <translation>古いもののコピーを置く場所がありません</translation>
        </message>
        <message>
            <source>three</source>
            <translation>3</translation>
        </message>
        <message>
            <source>two</source>
            <translation>2</translation>
        </message>
        <message>
            <source>{0} It could not be noted in the journal.</source>
            <translation>{0}記録に書き込めませんでした。</translation>
        </message>
        <message>
            <source>{0} It was put back.</source>
            <translation>{0}元に戻しました。</translation>
        </message>
        <message>
            <source>{0} Its bytes are not those that were noted when it was removed.</source>
            <translation>{0}取り除いたときの内容と違います。</translation>
        </message>
        <message>
            <source>{0} belongs to it and is to stay. Give up both, or let this one go alone.</source>
            <translation>付属する {0} は残すことになっています。両方を取り除くか、これだけを取り除いてください。</translation>
        </message>
        <message>
            <source>{0} belongs to it too. Look again what goes along.</source>
            <translation>{0} も付属しています。一緒に移動するものを確かめてください。</translation>
        </message>
        <message>
            <source>{0} can have no rule: its name is not text. Choose its parent.</source>
            <translation>{0} にはルールを作れません。名前が文字として読めないためです。親フォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} cannot be a model's name: letters, digits, dots, dashes and underscores can. Give it another with --name.</source>
            <translation>{0} はモデルの名前にできません。使えるのは英数字、ピリオド、ハイフン、アンダースコアです。--name で別の名前を付けてください。</translation>
        </message>
        <message>
            <source>{0} cannot be copied to itself. Give another place.</source>
            <translation>{0} をそれ自身にコピーすることはできません。別の場所を指定してください。</translation>
        </message>
        <message>
            <source>{0} cannot be looked at: {1}.</source>
            <translation>{0} を調べられません: {1}。</translation>
        </message>
        <message>
            <source>{0} cannot be scanned: it is no folder and no photo. Choose another folder.</source>
            <translation>{0} はフォルダーでも写真でもないため、スキャンできません。別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} cannot be scanned: {1}. Choose another folder.</source>
            <translation>{0} をスキャンできません: {1}。別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} cannot be {1}: its name is not text. Choose its parent.</source>
            <translation>{0} は名前が文字として読めないため{1}できません。その親フォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} cannot go over to {1}: another file is there, or would claim it. Look again what goes along.</source>
            <translation>{0} を {1} に移せません。そこに別のファイルがあるか、別の写真のものになってしまいます。一緒に移動するものを確かめてください。</translation>
        </message>
        <message>
            <source>{0} does not belong to it. Look again what goes along.</source>
            <translation>{0} は付属するものではありません。一緒に移動するものを確かめてください。</translation>
        </message>
        <message>
            <source>{0} finds no card that it supports.</source>
            <translation>{0} に対応するカードが見つかりません。</translation>
        </message>
        <message>
            <source>{0} has {1} GB left, and {2} GB are needed to lay the vectors of {3} photos out.</source>
            <translation>{0} の空きは {1} GB ですが、{3} 枚の写真のベクトルを書き出すには {2} GB 必要です。</translation>
        </message>
        <message>
            <source>{0} holds a catalogue of a schema that nobody knows ({1}). Restore it from its backup, or give another place with --catalog.</source>
            <translation>{0} のカタログは未知のスキーマです({1})。バックアップから戻すか、--catalog で別の場所を指定してください。</translation>
        </message>
        <message>
            <source>{0} holds tables of another program ({1}). Give the catalogue a database of its own.</source>
            <translation>{0} には別のプログラムの表があります({1})。カタログ専用のデータベースを用意してください。</translation>
        </message>
        <message>
            <source>{0} is a link to another file. Nothing was written through it.</source>
            <translation>{0} は別のファイルへのリンクです。リンク先には何も書き込んでいません。</translation>
        </message>
        <message>
            <source>{0} is no catalogue, so there is nothing to recover.</source>
            <translation>{0} はカタログではないため、救うものがありません。</translation>
        </message>
        <message>
            <source>{0} is not a catalogue, or is damaged ({1}). To set it aside and save what can be read of it: neardup recover. No photo is touched by that.</source>
            <translation>{0} はカタログではないか、壊れています({1})。脇に置いて読み取れる部分を救うには: neardup recover。写真には触れません。</translation>
        </message>
        <message>
            <source>{0} is not installed.</source>
            <translation>{0} がインストールされていません。</translation>
        </message>
        <message>
            <source>{0} is one folder. A rule wants two: where photos arrive, and what has them.</source>
            <translation>{0} は同じフォルダーです。ルールには、写真が届くフォルダーと、同じ写真のあるフォルダーの二つが必要です。</translation>
        </message>
        <message>
            <source>{0} lies in a library of {1}, so it stays.</source>
            <translation>{0} は {1} のライブラリにあるため、残ります。</translation>
        </message>
        <message>
            <source>{0} lies in a protected folder, so it stays.</source>
            <translation>{0} は保護されたフォルダーにあるため、残ります。</translation>
        </message>
        <message>
            <source>{0} lies in it: {1}</source>
            <translation>中に {0} があります: {1}</translation>
        </message>
        <message>
            <source>{0} made it for itself. It is left to {1}.</source>
            <translation>{0} が自分用に作ったものです。{1} に任せます。</translation>
        </message>
        <message>
            <source>{0} makes or clears it by itself, so no photo may go for a copy in it. Never scanned.</source>
            <translation>{0} が自動で作成または消去するため、ここのコピーを理由に写真を移すことはできません。スキャンされません。</translation>
        </message>
        <message>
            <source>{0} may clear it at any time.</source>
            <translation>{0} がいつでも消去する可能性があります。</translation>
        </message>
        <message>
            <source>{0} photos are too few to measure a model with; {1} are the least. Scan a folder first, or name one with --photos.</source>
            <translation>写真 {0} 枚ではモデルの性能を測れません。{1} 枚以上が必要です。先にフォルダーをスキャンするか、--photos で指定してください。</translation>
        </message>
        <message>
            <source>{0} {1} went before it: {2}</source>
            <translation>{0}{1} が先に移動しました: {2}</translation>
        </message>
        <message>
            <source>{0} {1}, which belongs to it: {2}</source>
            <translation>{0}付属する {1}: {2}</translation>
        </message>
        <message>
            <source>{0}, which belongs to it: {1}</source>
            <translation>付属する {0}: {1}</translation>
        </message>
        <message>
            <source>{0}, which describes a model, cannot be read: {1}.</source>
            <translation>モデルを説明する {0} を読み取れません: {1}。</translation>
        </message>
        <message>
            <source>{0}, which describes a model, makes no sense: {1}.</source>
            <translation>モデルを説明する {0} の内容が正しくありません: {1}。</translation>
        </message>
        <message>
            <source>{0}, which stayed for it, is gone. It may be the last copy: bring it back first.</source>
            <translation>代わりに残した {0} がなくなっています。最後のコピーかもしれないため、先にこれを元に戻してください。</translation>
        </message>
        <message>
            <source>{0}, which was to stay, went at the same moment.</source>
            <translation>残すはずの {0} も同時になくなりました。</translation>
        </message>
        <message>
            <source>{0}: {1}.</source>
            <translation>{0}: {1}。</translation>
        </message>
    </context>
</TS>
